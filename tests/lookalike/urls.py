from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("newsletter/", include("tests.lookalike.newsletter.urls")),
    path("posts-by-email/", include("wagtail_therapy.newsletter.urls")),
    path("", include(wagtail_urls)),
]
