"""The addresses of a host with several sites, their sitemaps and an API."""

from django.urls import include, path
from wagtail.contrib.sitemaps.views import sitemap

from tests import api_urls, urls

urlpatterns = [
    path("api/v2/", api_urls.router.urls),
    path("sitemap.xml", sitemap),
    path("", include(urls.urlpatterns)),
]
