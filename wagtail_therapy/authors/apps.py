from django.utils.translation import gettext_lazy as _

from wagtail_therapy import app_configs


class AuthorsConfig(app_configs.TherapyAppConfig):
    name = "wagtail_therapy.authors"
    label = "wagtail_therapy_authors"
    verbose_name = _("Therapy: authors")
    required_apps = ("wagtail_therapy.practice", "wagtail_therapy.content")

    def ready(self) -> None:
        from wagtail_therapy.content import caching
        from wagtail_therapy.content.signal_handlers import add_pictures_on_save

        from . import (
            author_deletion,
            readiness,  # noqa: F401 -- registers the rules of this app
            search,
        )
        from .models import Author, AuthorDegree, AuthorLicense, AuthorLink, Review

        author_deletion.connect()
        search.register()
        add_pictures_on_save(Author)
        caching.invalidate_on_save(Author, AuthorDegree, AuthorLicense, AuthorLink, Review)
