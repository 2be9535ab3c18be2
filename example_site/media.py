"""Serves the pictures that editors upload. Wagtail's own view serves documents, as downloads."""

from django.conf import settings
from django.http import FileResponse, HttpRequest
from django.views.static import serve


def picture(request: HttpRequest, path: str) -> FileResponse:
    """Return the file. Browsers open an SVG as a page, so its scripts are blocked."""
    response = serve(request, path, document_root=settings.MEDIA_ROOT)
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response
