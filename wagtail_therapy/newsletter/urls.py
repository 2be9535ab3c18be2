from collections.abc import Callable

from django.http import HttpResponse
from django.urls import URLPattern, path

from .monitoring import health_views
from .views import digest, frequency, subscribe, unsubscribe, weekly_note
from .views.manage import link_views as manage_link_views
from .views.manage import views as manage_views

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
    path("subscribe/", subscribe.subscribe, name="subscribe"),
    path("digests/<uuid:uuid>/", digest.digest, name="digest"),
    path("health/", health_views.health_view, name="health"),
    path("manage-link/", manage_link_views.manage_link, name="manage_link"),
    path("reason/", manage_views.leaving_reason, name="leaving_reason"),
    *signed("confirm", subscribe.confirm),
    *signed("frequency", frequency.frequency),
    *signed("manage", manage_views.manage),
    *signed("manage-all", manage_views.manage_all),
    *signed("new-address", manage_views.new_address),
    *signed("never-again", unsubscribe.never_again),
    *signed("unsubscribe", unsubscribe.unsubscribe),
    *signed("weekly-note", weekly_note.weekly_note),
]
