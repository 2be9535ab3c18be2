"""Pictures that editors have uploaded. Wagtail's own view sends documents, as downloads."""

from django.conf import settings
from django.http import FileResponse, HttpRequest
from django.views.static import serve


def picture(request: HttpRequest, path: str) -> FileResponse:
    """Return the file. An SVG that is opened by itself is a page, so its scripts are blocked."""
    response = serve(request, path, document_root=settings.MEDIA_ROOT)
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response
