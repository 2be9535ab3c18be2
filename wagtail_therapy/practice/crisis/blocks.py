"""The blocks for a practice's own crisis lines."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from wagtail_therapy.content.streamfield import text_blocks
from wagtail_therapy.practice.telephone import number_problem

from .lines import Audience, CrisisLine, Way

OWN_AUDIENCES = [(one.value, one.label) for one in Audience if one != Audience.EMERGENCY]
# BCP 47, without parts that no helpline needs, such as extensions.
LANGUAGES = RegexValidator(
    r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*(, ?[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*)*\Z",
    _("Write the codes of the languages, with commas between them. For example: en, es"),
)


class WayBlock(blocks.StructBlock):
    note = text_blocks.CharBlock(
        label=_("Note"),
        required=False,
        max_length=120,
        help_text=_("What to do then. For example: then press 1"),
    )


class NumberBlock(WayBlock):
    number = text_blocks.CharBlock(
        label=_("Number"), max_length=40, help_text=_("For example 116 123 or +44 20 7946 0000.")
    )


class CallBlock(NumberBlock):
    class Meta:
        icon = "mobile-alt"
        label = _("Call")
        form_layout = ["number", "note"]


class TextMessageBlock(NumberBlock):
    word = text_blocks.CharBlock(
        label=_("Word to text"), required=False, max_length=40, help_text=_("For example: HOME")
    )

    class Meta:
        icon = "comment"
        label = _("Text message")
        form_layout = ["number", "word", "note"]


class RelayBlock(NumberBlock):
    class Meta:
        icon = "keyboard"
        label = _("Textphone or relay")
        form_layout = ["number", "note"]


class WebsiteBlock(WayBlock):
    address = blocks.URLBlock(label=_("Web address"))

    class Meta:
        icon = "globe"
        label = _("Website")
        form_layout = ["address", "note"]


class ChatBlock(WebsiteBlock):
    class Meta:
        icon = "comment"
        label = _("Chat")


class WaysBlock(blocks.StreamBlock):
    call = CallBlock()
    text = TextMessageBlock()
    chat = ChatBlock()
    relay = RelayBlock()
    website = WebsiteBlock()

    class Meta:
        min_num = 1


class CrisisLineBlock(blocks.StructBlock):
    """Where readers can turn in a crisis, and how."""

    name = text_blocks.CharBlock(label=_("Who answers"), max_length=120)
    audience = blocks.ChoiceBlock(
        label=_("Who it is for"), choices=OWN_AUDIENCES, default=Audience.EVERYBODY.value
    )
    ways = WaysBlock(label=_("Ways to reach it"))
    is_always_open = blocks.BooleanBlock(label=_("Open day and night"), required=False)
    hours = text_blocks.CharBlock(
        label=_("Opening hours"),
        required=False,
        max_length=120,
        help_text=_("If it isn’t open day and night. For example: every night from 8 to 8"),
    )
    languages = text_blocks.CharBlock(
        label=_("Languages"),
        required=False,
        max_length=60,
        validators=[LANGUAGES],
        help_text=_("Their codes, if there are several. For example: en, es"),
    )
    source = blocks.URLBlock(
        label=_("Its own website"),
        required=False,
        help_text=_("The page that shows its numbers, so that you can look them up again."),
    )

    class Meta:
        icon = "mobile-alt"
        label = _("Crisis line")


class CrisisLinesBlock(blocks.StreamBlock):
    line = CrisisLineBlock()


def own_lines(stream: Any, region: str) -> list[CrisisLine]:
    # Rows made by code get an id when they are saved.
    lines = enumerate(stream)
    return [_line(one.id or f"own-{place}", one.value, region) for place, one in lines]


def _line(key: str, value: Any, region: str) -> CrisisLine:
    ways = (Way(one.block_type, region=region, **_texts(one.value)) for one in value["ways"])
    languages = (code.strip() for code in (value.get("languages") or "").split(","))
    return CrisisLine(
        key=key,
        name=value["name"],
        ways=tuple(ways),
        audience=value.get("audience") or Audience.EVERYBODY,
        is_always_open=bool(value.get("is_always_open")),
        hours=value.get("hours") or "",
        languages=tuple(filter(None, languages)),
        source=value.get("source") or "",
    )


def _texts(value: Any) -> dict[str, str]:
    return {name: text or "" for name, text in value.items()}


def number_errors(stream: Any, region: str) -> blocks.StreamBlockValidationError | None:
    """Return the errors for numbers that can't be dialled, each at its block."""
    found = {place: _number_errors(one.value, region) for place, one in enumerate(stream)}
    errors = {place: error for place, error in found.items() if error}
    return blocks.StreamBlockValidationError(block_errors=errors) if errors else None


def _number_errors(line: Any, region: str) -> blocks.StructBlockValidationError | None:
    errors = {}
    for place, way in enumerate(line["ways"]):
        if problem := number_problem(way.value.get("number") or "", region, is_line=True):
            at_number = {"number": ValidationError(problem)}
            errors[place] = blocks.StructBlockValidationError(block_errors=at_number)
    if not errors:
        return None
    ways = blocks.StreamBlockValidationError(block_errors=errors)
    return blocks.StructBlockValidationError(block_errors={"ways": ways})
