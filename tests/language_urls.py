"""The addresses of a host with a tree of pages for each language."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("newsletter/", include("wagtail_therapy.newsletter.urls")),
    *i18n_patterns(path("", include(wagtail_urls))),
]
