from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuthorsConfig(AppConfig):
    name = "wagtail_therapy.authors"
    label = "wagtail_therapy_authors"
    verbose_name = _("Therapy: authors")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from wagtail_therapy.content import kept

        from . import named_authors, readiness  # noqa: F401 -- registers the rules of this app
        from .models import Author, AuthorDegree, AuthorLicense, AuthorLink, Review

        named_authors.connect()
        kept.forget_with(Author, AuthorDegree, AuthorLicense, AuthorLink, Review)
