"""The rows that editors add to the settings of the practice."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.models import Locale

from wagtail_therapy.content.streamfield import text_blocks
from wagtail_therapy.practice.crisis.blocks import CrisisLinesBlock

UNITED_STATES, EUROPE, ANYWHERE = _("United States"), _("Europe"), _("Anywhere")


class RegistrationBlock(blocks.StructBlock):
    number = text_blocks.CharBlock(label=_("Number"), max_length=120)
    url = blocks.URLBlock(
        label=_("Address in the public register"),
        required=False,
        help_text=_("Where readers can check it."),
    )


class OtherRegistrationBlock(RegistrationBlock):
    name = text_blocks.CharBlock(label=_("Name"), max_length=120)

    class Meta:
        form_layout = ["name", "number", "url"]


class RegistrationsBlock(blocks.StreamBlock):
    """Registration numbers of the practice as a whole. Licences belong to their authors."""

    company = RegistrationBlock(label=_("Company number"), icon="tag")
    registration = RegistrationBlock(label=_("Registration number"), icon="tag")
    vat = RegistrationBlock(label=_("VAT number"), icon="tag")
    data_protection = RegistrationBlock(label=_("Data protection registration"), icon="tag")
    other = OtherRegistrationBlock(label=_("Another number"), icon="tag")


class LegalLinkBlock(blocks.StructBlock):
    """A link to a legal or similar text: a page of the site, or another address."""

    page = blocks.PageChooserBlock(label=_("Page on this site"), required=False)
    url = blocks.URLBlock(label=_("Or another web address"), required=False)
    title = text_blocks.CharBlock(
        label=_("Link text"),
        required=False,
        max_length=120,
        help_text=_("Leave it empty to use the name of this kind of text."),
    )
    needs_title = False

    def clean(self, value: Any) -> Any:
        """:raises StructBlockValidationError: it has no target, two targets, or no name."""
        value = super().clean(value)
        errors = {}
        if bool(value.get("page")) == bool(value.get("url")):
            message = _("Choose a page or enter a web address, but not both.")
            errors["page"] = ValidationError(message)
        if self.needs_title and not value.get("title"):
            errors["title"] = ValidationError(_("Say what it is."))
        if errors:
            raise blocks.StructBlockValidationError(block_errors=errors)
        return value

    class Meta:
        icon = "link"


class OtherLinkBlock(LegalLinkBlock):
    needs_title = True


class LegalLinksBlock(blocks.StreamBlock):
    """A block for each kind of text, so that editors see which there are."""

    privacy = LegalLinkBlock(label=_("Privacy policy"), group=ANYWHERE)
    accessibility = LegalLinkBlock(label=_("Accessibility statement"), group=ANYWHERE)
    complaints = LegalLinkBlock(label=_("Complaints"), group=ANYWHERE)
    editorial = LegalLinkBlock(label=_("Editorial policy"), group=ANYWHERE)
    good_faith_estimate = LegalLinkBlock(label=_("Good Faith Estimate"), group=UNITED_STATES)
    hipaa = LegalLinkBlock(label=_("HIPAA notice of privacy practices"), group=UNITED_STATES)
    consumer_health_data = LegalLinkBlock(
        label=_("Consumer health data privacy policy"), group=UNITED_STATES
    )
    nondiscrimination = LegalLinkBlock(label=_("Nondiscrimination notice"), group=UNITED_STATES)
    language_access = LegalLinkBlock(label=_("Language assistance"), group=UNITED_STATES)
    impressum = LegalLinkBlock(label=_("Legal notice (Impressum)"), group=EUROPE)
    other = OtherLinkBlock(label=_("Another text"), group=ANYWHERE)


@dataclass(frozen=True)
class LegalRow:
    """One legal link. Its page may be deleted, unpublished or private."""

    kind: str
    title: str
    page_id: int | None
    url: str


def read_legal_rows(stream: blocks.StreamValue) -> list[LegalRow]:
    # From the raw data, because the values would query their pages for each kind of text.
    kinds = stream.stream_block.child_blocks
    rows = ((one["type"], one["value"]) for one in stream.raw_data if one["type"] in kinds)
    return [
        LegalRow(
            kind,
            value.get("title") or str(kinds[kind].label),
            value.get("page"),
            value.get("url") or "",
        )
        for kind, value in rows
    ]


def languages() -> list[tuple[str, str]]:
    locales = [(one.language_code, one.get_display_name()) for one in Locale.objects.all()]
    return [("", gettext("Choose one")), *locales]


class LanguageBlock(blocks.StructBlock):
    """The texts of the practice in another language. Empty ones are shown in the main language."""

    language = blocks.ChoiceBlock(label=_("Language"), choices=languages)
    crisis_notice = text_blocks.TextBlock(label=_("Crisis notice"), required=False, rows=3)
    crisis_lines = CrisisLinesBlock(label=_("Crisis lines"), required=False)
    crisis_words = text_blocks.TextBlock(label=_("Words of a crisis"), required=False, rows=3)
    similar_words = text_blocks.TextBlock(
        label=_("Words that mean the same"), required=False, rows=3
    )
    disclaimer = text_blocks.TextBlock(label=_("Disclaimer"), required=False, rows=3)
    disclaimer_full = text_blocks.TextBlock(label=_("Disclaimer in full"), required=False, rows=4)
    regulator_notice = text_blocks.TextBlock(label=_("Regulator notice"), required=False, rows=3)
    served_regions = text_blocks.TextBlock(
        label=_("Where you’re licensed to see clients"), required=False, rows=3
    )
    not_sure = text_blocks.TextBlock(label=_("Not sure?"), required=False, rows=3)
    way_on = text_blocks.TextBlock(label=_("Where else to turn"), required=False, rows=3)
    legal_links = LegalLinksBlock(
        label=_("Legal texts"),
        required=False,
        help_text=_("If you leave it empty, those above, with translated pages if there are any."),
    )

    class Meta:
        icon = "globe"
        label = _("Another language")


class LanguagesBlock(blocks.StreamBlock):
    language = LanguageBlock()
