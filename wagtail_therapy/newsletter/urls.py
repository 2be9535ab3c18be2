from collections.abc import Callable

from django.http import HttpResponse
from django.urls import URLPattern, path

from . import digest_views, frequency_views, views
from .monitoring import health_views

app_name = "wagtail_therapy_newsletter"


def signed(name: str, view: Callable[..., HttpResponse]) -> list[URLPattern]:
    """Return the URL patterns of a link in an email: with its last slash, and without it.

    Some programs cut it off. Django's redirect would turn POST into GET, and a reader who pressed
    "unsubscribe" would stay subscribed.
    """
    return [
        path(f"{name}/<str:token>/", view, name=name.replace("-", "_")),
        path(f"{name}/<str:token>", view),
    ]


urlpatterns = [
    path("subscribe/", views.subscribe, name="subscribe"),
    path("digests/<uuid:uuid>/", digest_views.digest, name="digest"),
    path("health/", health_views.health_view, name="health"),
    *signed("confirm", views.confirm),
    *signed("frequency", frequency_views.frequency),
    *signed("never-again", views.never_again),
    *signed("unsubscribe", views.unsubscribe),
]
