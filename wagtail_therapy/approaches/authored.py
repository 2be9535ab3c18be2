from django.utils.translation import gettext_lazy as _

from wagtail_therapy.authors.mixins.authored import AuthoredPageMixin


class AuthoredApproachMixin(AuthoredPageMixin):
    """A page type with this mixin is an approach; its authors are its ``approach_authors``."""

    authors_relation = "approach_authors"
    is_searched_as_page = False
    no_author_message = _("An approach can’t be published without an author.")

    class Meta:
        abstract = True
