"""The URL of the unsubscribe link, to include under a short path: ``path("u/", ...)``.

Django and others fold headers that are longer than 78 letters, and then email programs show no
unsubscribe button.
"""

from django.urls import re_path

from .views import unsubscribe

app_name = "wagtail_therapy_unsubscribe"

urlpatterns = [
    re_path(r"^(?P<token>[^/]+)/?$", unsubscribe.unsubscribe, name="unsubscribe"),
]
