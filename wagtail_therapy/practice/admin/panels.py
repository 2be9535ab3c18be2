"""The form for the practice settings."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel

from wagtail_therapy.conf import conf
from wagtail_therapy.practice.crisis.panels import CrisisLinesPanel


class LanguagesPanel(FieldPanel):
    """Asks for the texts in other languages, if the site has several."""

    def get_form_options(self) -> dict[str, Any]:
        # A panel that is merely hidden would still validate the submitted form.
        return super().get_form_options() if conf.has_translations else {}


PRACTICE_PANELS = [
    MultiFieldPanel(["name", "postal_address"], heading=_("Practice")),
    MultiFieldPanel(
        [
            HelpPanel(
                _(
                    "Everyone can read this, including search engines. Leave out the address if "
                    "you work from home or only by video."
                )
            ),
            "telephone",
            "email",
            "street_address",
            "locality",
            "region",
            "postal_code",
            "country",
            "served_regions",
        ],
        heading=_("Where you are"),
    ),
    MultiFieldPanel(
        ["booking_url", "booking_name", "portal_url", "portal_name"],
        heading=_("Booking and client portal"),
    ),
    MultiFieldPanel(["not_sure", "way_on"], heading=_("Next step")),
    MultiFieldPanel(
        [
            "crisis_preset",
            "crisis_notice",
            "emergency_number",
            "crisis_lines",
            "crisis_words",
            CrisisLinesPanel(),
        ],
        heading=_("Crisis notice"),
    ),
    MultiFieldPanel(["similar_words"], heading=_("Search")),
    MultiFieldPanel(["disclaimer", "disclaimer_full"], heading=_("Disclaimer")),
    MultiFieldPanel(
        ["legal_links", "regulator_notice", "registrations"], heading=_("Legal information")
    ),
    MultiFieldPanel(["review_every_months"], heading=_("Reviews")),
    MultiFieldPanel(["shows_archived_comments"], heading=_("Comments")),
    MultiFieldPanel(
        [
            HelpPanel(
                _(
                    "A page shows the button only if you choose it for that page. It opens another "
                    "page in place of yours at once. It doesn’t clear the browsing history."
                )
            ),
            "exit_url",
            "exit_advice_url",
        ],
        heading=_("Quick-exit button"),
    ),
    MultiFieldPanel(["sender_name", "sender_email"], heading=_("Email")),
    MultiFieldPanel(
        ["kind", "logo", "share_image", "links"], heading=_("For search engines and link previews")
    ),
    LanguagesPanel("other_languages"),
]
