from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("newsletter/", include("wagtail_therapy.newsletter.urls")),
    path("anymail/", include("anymail.urls")),
    path("", include(wagtail_urls)),
]
