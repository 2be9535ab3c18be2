"""The addresses of a host where each of them begins with a language, ours too."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    *i18n_patterns(
        path("newsletter/", include("wagtail_therapy.newsletter.urls")),
        path("", include(wagtail_urls)),
    ),
]
