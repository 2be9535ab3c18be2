"""The addresses of a headless host: both of Wagtail's APIs, as far as there are two."""

import wagtail
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.views import BaseAPIViewSet, PagesAPIViewSet

from wagtail_therapy.authors.models import Author
from wagtail_therapy.blog.api import ReadablePagesAPIViewSet
from wagtail_therapy.blog.models import Category


class AuthorsAPIViewSet(BaseAPIViewSet):
    model = Author


class CategoriesAPIViewSet(BaseAPIViewSet):
    model = Category


router = WagtailAPIRouter("api")
router.register_endpoint("pages", ReadablePagesAPIViewSet)
router.register_endpoint("wagtails-pages", PagesAPIViewSet)
router.register_endpoint("authors", AuthorsAPIViewSet)
router.register_endpoint("categories", CategoriesAPIViewSet)

urlpatterns = [path("api/v2/", router.urls), path("", include(wagtail_urls))]

if wagtail.VERSION >= (8, 0):
    from wagtail.api.v3.urls import api

    urlpatterns.insert(0, path("api/v3/", api.urls))
