"""The addresses of the tests' host, and those of a headless one."""

from tests import api_urls, urls

urlpatterns = [*urls.urlpatterns[:-1], *api_urls.urlpatterns]
