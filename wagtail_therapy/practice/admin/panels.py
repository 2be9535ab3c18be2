"""The form for the settings of the practice, in the order in which somebody fills it in."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel

from wagtail_therapy.conf import conf
from wagtail_therapy.practice.crisis.panels import CrisisLinesPanel


class LanguagesPanel(FieldPanel):
    """Asks for the texts in other languages, on a site that has some."""

    def get_form_options(self) -> dict[str, Any]:
        # Only hidden, it would still be asked of the form that comes back.
        return super().get_form_options() if conf.has_translations else {}


PRACTICE_PANELS = [
    MultiFieldPanel(["name", "postal_address"], heading=_("Practice")),
    MultiFieldPanel(
        [
            HelpPanel(
                _(
                    "Everyone can read this, search engines too. Leave out the address when you "
                    "work from home or by video only."
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
    MultiFieldPanel(
        [
            "crisis_preset",
            "crisis_notice",
            "emergency_number",
            "crisis_lines",
            CrisisLinesPanel(),
        ],
        heading=_("Crisis notice"),
    ),
    MultiFieldPanel(["disclaimer", "disclaimer_full"], heading=_("Disclaimer")),
    MultiFieldPanel(
        ["legal_links", "regulator_notice", "registrations"], heading=_("What the law asks for")
    ),
    MultiFieldPanel(["review_every_months"], heading=_("Reviews")),
    MultiFieldPanel(
        [
            HelpPanel(
                _(
                    "A page offers the button only if you say so there. It opens another page in "
                    "place of yours at once; the history of the browser stays."
                )
            ),
            "exit_url",
            "exit_advice_url",
        ],
        heading=_("Button to leave quickly"),
    ),
    MultiFieldPanel(["sender_name", "sender_email"], heading=_("Mail")),
    MultiFieldPanel(["kind", "logo", "links"], heading=_("For search engines")),
    LanguagesPanel("other_languages"),
]
