"""The address behind the unsubscribe link, for a place where it is short: ``path("u/", ...)``.

Django and others fold a header that is longer than 78 letters, and then mail programs show no
unsubscribe button.
"""

from django.urls import re_path

from . import views

app_name = "wagtail_therapy_unsubscribe"

urlpatterns = [
    re_path(r"^(?P<token>[^/]+)/?$", views.unsubscribe, name="unsubscribe"),
]
