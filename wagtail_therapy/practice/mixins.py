from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import MultiFieldPanel

from wagtail_therapy.content.admin.panels import COLLAPSED

INHERIT, ALWAYS, NEVER = "inherit", "always", "never"
PLACES = [
    (INHERIT, _("As on other pages")),
    (ALWAYS, _("Above the text, too")),
    (NEVER, _("Not on this page")),
]


class PageNoticesMixin(models.Model):
    """One page's choices about the notices that are on every page of the practice.

    Override ``get_required_notices()`` in a page type that knows its topic. Templates use
    ``page_notices.PageNotices``, which combines the page with the practice settings.
    """

    crisis_notice = models.CharField(
        _("crisis notice"),
        max_length=10,
        choices=PLACES,
        default=INHERIT,
        help_text=_(
            "It is at the foot of every page, and above the text if the topic requires it."
        ),
    )
    disclaimer = models.CharField(
        _("disclaimer"),
        max_length=10,
        choices=PLACES,
        default=INHERIT,
        help_text=_("It is at the foot of every page."),
    )
    exit_button = models.CharField(
        _("quick-exit button"),
        max_length=10,
        choices=[
            (INHERIT, _("If the topic requires it")),
            (ALWAYS, _("On this page")),
            (NEVER, _("Not on this page")),
        ],
        default=INHERIT,
        help_text=_(
            "Only for pages that could put someone in danger if the wrong person sees them, such "
            "as pages on abuse at home. It puts others off, and doesn’t clear browsing history."
        ),
    )

    notices_panel = MultiFieldPanel(
        ["crisis_notice", "disclaimer", "exit_button"],
        heading=_("Notices"),
        **COLLAPSED,
    )

    class Meta:
        abstract = True

    def get_required_notices(self) -> set[str]:
        """Return the notices that the page's topic requires.

        These are "crisis_notice", above the text, and "exit_button", the quick-exit button.
        """
        return set()
