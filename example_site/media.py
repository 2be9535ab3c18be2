"""Pictures that editors have uploaded. Documents leave through Wagtail's own view, to be saved."""

from django.conf import settings
from django.http import FileResponse, HttpRequest
from django.views.static import serve


def picture(request: HttpRequest, path: str) -> FileResponse:
    """Return the file. Opened by itself, a drawing in SVG is a page: no script of it runs."""
    response = serve(request, path, document_root=settings.MEDIA_ROOT)
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response
