from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import MultiFieldPanel

from wagtail_therapy.content.admin.panels import COLLAPSED

INHERIT, ALWAYS, NEVER = "inherit", "always", "never"


class PageNoticesMixin(models.Model):
    """What one page changes about the notices that stand on every page of the practice.

    A page type that knows more of its topic overrides the two methods. Templates ask
    ``page_notices.PageNotices``, which puts the page and the settings of the practice together.
    """

    crisis_notice = models.CharField(
        _("crisis notice"),
        max_length=10,
        choices=[
            (INHERIT, _("As on other pages")),
            (ALWAYS, _("Above the text, too")),
            (NEVER, _("Not on this page")),
        ],
        default=INHERIT,
        help_text=_(
            "It is at the foot of every page, and also above the text where the topic asks for it."
        ),
    )
    disclaimer = models.CharField(
        _("disclaimer"),
        max_length=10,
        choices=[
            (INHERIT, _("As on other pages")),
            (ALWAYS, _("Above the text, too")),
            (NEVER, _("Not on this page")),
        ],
        default=INHERIT,
        help_text=_("It is at the foot of every page."),
    )
    exit_button = models.CharField(
        _("button to leave quickly"),
        max_length=10,
        choices=[
            (INHERIT, _("Where the topic asks for it")),
            (ALWAYS, _("On this page")),
            (NEVER, _("Not on this page")),
        ],
        default=INHERIT,
        help_text=_(
            "Only for pages that could put someone in danger when seen by the wrong person, "
            "such as those on abuse at home. It puts others off, and erases no history."
        ),
    )

    notices_panel = MultiFieldPanel(
        ["crisis_notice", "disclaimer", "exit_button"],
        heading=_("Notices"),
        **COLLAPSED,
    )

    class Meta:
        abstract = True

    def get_asked_notices(self) -> set[str]:
        """Return what the page's topic asks for.

        "crisis_notice" above its text, and "exit_button", the button to leave quickly.
        """
        return set()
