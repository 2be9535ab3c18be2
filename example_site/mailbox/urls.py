from django.urls import path, register_converter

from example_site.mailbox import views


class EmailName:
    regex = r"[0-9]{8}T[0-9]{6}\.[0-9]{6}\+0000-[0-9a-f]{12}"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


register_converter(EmailName, "email")

app_name = "mailbox"
urlpatterns = [
    path("", views.email_list, name="list"),
    path("<email:name>/", views.email, name="email"),
    path("<email:name>/html/", views.email_html, name="html"),
    path("<email:name>/source/", views.email_source, name="source"),
    path("<email:name>/one-click/", views.one_click, name="one_click"),
]
