from django.urls import path

from benchmarks.peers import quiet_hour
from example_site.urls import urlpatterns as example_urls

urlpatterns = [
    path("quiet-hour/", quiet_hour.pass_by),
    path("empty-caches/", quiet_hour.empty_caches),
    *example_urls,
]
