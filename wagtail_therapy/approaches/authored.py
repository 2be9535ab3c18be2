from django.utils.translation import gettext_lazy as _

from wagtail_therapy.authors.mixins.authored import AuthoredPageMixin


class AuthoredMixin(AuthoredPageMixin):
    """What makes a page type one of approaches: its authors are its ``approach_authors``."""

    authors_relation = "approach_authors"
    no_author_message = _("An approach cannot be published without an author.")

    class Meta:
        abstract = True
