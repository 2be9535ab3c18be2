from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.documents import urls as wagtaildocs_urls

from example_site.media import picture

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("newsletter/", include("wagtail_therapy.newsletter.urls")),
    path("u/", include("wagtail_therapy.newsletter.unsubscribe_urls")),
    path("mailbox/", include("example_site.mailbox.urls")),
    # On a real site, the web server or a storage service does this, with the same headers.
    re_path(r"^media/(?P<path>(?:images|original_images)/.*)$", picture),
    path("sitemap.xml", sitemap),
    path("", include(wagtail_urls)),
]
