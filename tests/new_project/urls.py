from django.apps import apps
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.contrib.sitemaps.views import sitemap

urlpatterns = [path("admin/", include(wagtailadmin_urls)), path("sitemap.xml", sitemap)]
if apps.is_installed("wagtail_therapy.newsletter"):
    urlpatterns += [path("newsletter/", include("wagtail_therapy.newsletter.urls"))]
urlpatterns += [path("", include(wagtail_urls))]
