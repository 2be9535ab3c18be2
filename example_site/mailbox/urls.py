from django.urls import path, register_converter

from example_site.mailbox import views


class LetterName:
    regex = r"[0-9]{8}T[0-9]{6}\.[0-9]{6}\+0000-[0-9a-f]{12}"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


register_converter(LetterName, "letter")

app_name = "mailbox"
urlpatterns = [
    path("", views.letter_list, name="list"),
    path("<letter:name>/", views.letter, name="letter"),
    path("<letter:name>/html/", views.letter_html, name="html"),
    path("<letter:name>/source/", views.letter_source, name="source"),
    path("<letter:name>/one-click/", views.one_click, name="one_click"),
]
