from pathlib import Path

from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("", include(wagtail_urls)),
]

# TEMPORARY, until it exists.
if (Path(__file__).parent.parent / "wagtail_therapy/newsletter/urls.py").exists():
    urlpatterns.insert(0, path("newsletter/", include("wagtail_therapy.newsletter.urls")))
