from django.utils.translation import gettext_lazy as _

from wagtail_therapy.authors.mixins.authored import AuthoredPageMixin


class AuthoredMixin(AuthoredPageMixin):
    """What makes a page type one of posts: its authors are its ``post_authors``."""

    authors_relation = "post_authors"
    no_author_message = _("A post cannot be published without an author.")

    class Meta:
        abstract = True
