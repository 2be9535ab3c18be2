"""The addresses of a headless host: both of Wagtail's APIs, as far as there are two."""

import wagtail
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.views import PagesAPIViewSet

from wagtail_therapy.approaches.api.views import ApproachFamiliesAPIViewSet, ConcernsAPIViewSet
from wagtail_therapy.authors.api.views import AuthorsAPIViewSet
from wagtail_therapy.blog.api.views import CategoriesAPIViewSet, ReadablePagesAPIViewSet
from wagtail_therapy.practice.api.views import PracticeAPIViewSet

router = WagtailAPIRouter("api")
router.register_endpoint("pages", ReadablePagesAPIViewSet)
router.register_endpoint("wagtails-pages", PagesAPIViewSet)
router.register_endpoint("authors", AuthorsAPIViewSet)
router.register_endpoint("categories", CategoriesAPIViewSet)
router.register_endpoint("concerns", ConcernsAPIViewSet)
router.register_endpoint("families", ApproachFamiliesAPIViewSet)
router.register_endpoint("practice", PracticeAPIViewSet)

urlpatterns = [path("api/v2/", router.urls), path("", include(wagtail_urls))]

if wagtail.VERSION >= (8, 0):
    from wagtail.api.v3.urls import api

    urlpatterns.insert(0, path("api/v3/", api.urls))
