"""Crisis lines: who answers, who they are for, and each way to reach them."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from enum import StrEnum
from typing import Any
from urllib.parse import quote, urlsplit

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import get_text_list
from django.utils.translation import get_language_info, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from wagtail_therapy.practice.telephone import phone_url


class Audience(StrEnum):
    """Who a line is for, in the order of lists."""

    EMERGENCY = "emergency"
    EVERYBODY = "everybody"
    ABUSE = "abuse"
    YOUNG_PEOPLE = "young_people"
    VETERANS = "veterans"
    LANGUAGE = "language"
    ELSEWHERE = "elsewhere"

    @property
    def label(self) -> Any:
        return AUDIENCES[self]


AUDIENCES = {
    Audience.EMERGENCY: _("In an emergency"),
    Audience.EVERYBODY: _("Anyone"),
    Audience.ABUSE: _("If someone hurts or controls you"),
    Audience.YOUNG_PEOPLE: _("Children and young people"),
    Audience.VETERANS: _("Veterans and people in the armed forces"),
    Audience.LANGUAGE: _("In another language"),
    Audience.ELSEWHERE: _("In other countries"),
}


class WayKind(StrEnum):
    CALL = "call"
    TEXT = "text"
    CHAT = "chat"
    RELAY = "relay"
    WEBSITE = "website"


TEXT_WORD = _("Text %(word)s to %(number)s")
LABELS = {
    WayKind.CALL: _("Call %(number)s"),
    WayKind.TEXT: _("Text %(number)s"),
    WayKind.CHAT: _("Chat at %(host)s"),
    WayKind.RELAY: _("Textphone or relay: %(number)s"),
    WayKind.WEBSITE: pgettext_lazy("crisis line", "Visit %(host)s"),
}


@dataclass(frozen=True)
class Way:
    """One way to reach a line: a number to call or text, or a website."""

    kind: str
    number: str = ""
    # What to text to the number.
    word: str = ""
    address: str = ""
    # For example, "then press 1".
    note: str = ""
    # The country of a number without a country code.
    region: str = ""

    @property
    def url(self) -> str:
        """The address of the link; "" if the number can't be dialled."""
        if self.kind == WayKind.TEXT:
            number = phone_url("sms", self.number, self.region)
            # RFC 5724 has "?body=". Older iPhones want "&body=", and the others ignore the "&".
            return f"{number}?&body={quote(self.word)}" if number and self.word else number
        return self.address or phone_url("tel", self.number, self.region)

    @property
    def label(self) -> str:
        """What to do, such as “Text HOME to 741741”."""
        return self._wording % self._values

    @property
    def text(self) -> str:
        """The label for plain text, with full web addresses."""
        return self._wording % (self._values | {"host": self.address})

    @property
    def label_html(self) -> SafeString:
        """The label as HTML, which keeps the order of digits in right-to-left languages."""
        number = format_html('<bdi dir="ltr">{}</bdi>', self.number)
        values = {name: conditional_escape(one) for name, one in self._values.items()}
        wording = conditional_escape(self._wording)
        return mark_safe(wording % (values | {"number": number}))  # noqa: S308 -- all escaped

    @property
    def _wording(self) -> Any:
        return TEXT_WORD if self.kind == WayKind.TEXT and self.word else LABELS[WayKind(self.kind)]

    @property
    def _values(self) -> dict[str, str]:
        host = (urlsplit(self.address).hostname or "").removeprefix("www.")
        return {"number": self.number, "word": self.word, "host": host}


@dataclass(frozen=True)
class CrisisLine:
    """A crisis line. Its ``key`` never changes."""

    key: str
    name: str
    ways: tuple[Way, ...]
    audience: str = Audience.EVERYBODY
    is_always_open: bool = False
    # When it isn't open day and night.
    hours: str = ""
    # BCP 47
    languages: tuple[str, ...] = ()
    # Its website, where people and ``therapy_check --network`` look it up.
    source: str = ""
    # When the practice last checked it.
    confirmed_date: date | None = None

    @property
    def name_language(self) -> str:
        """The language of the name, if it differs from that of the page."""
        is_foreign = self.audience == Audience.LANGUAGE and self.languages
        return self.languages[0] if is_foreign else ""

    @property
    def ways_at_once(self) -> list[Way]:
        """The ways to call or text, or else all of them."""
        spoken = [way for way in self.ways if way.kind in (WayKind.CALL, WayKind.TEXT)]
        return spoken or list(self.ways)

    @property
    def audience_label(self) -> Any:
        return Audience(self.audience).label

    @property
    def opening(self) -> Any:
        return _("Open day and night") if self.is_always_open else self.hours

    @property
    def language_names(self) -> str:
        """The languages to choose from; "" if there is only the language of the page."""
        is_shown = len(self.languages) > 1 or self.audience == Audience.LANGUAGE
        return get_text_list([*map(language_name, self.languages)], _("and")) if is_shown else ""

    def shown(self) -> dict[str, Any]:
        """Return what readers see, to be stored with the date of the confirmation."""
        values = asdict(self) | {"languages": list(self.languages), "audience": str(self.audience)}
        values["ways"] = [asdict(way) | {"kind": str(way.kind)} for way in self.ways]
        return {name: one for name, one in values.items() if name not in NOT_SHOWN}

    @classmethod
    def from_shown(cls, key: str, shown: Mapping[str, Any]) -> "CrisisLine":
        ways = tuple(Way(**_known_fields(Way, way)) for way in shown["ways"])
        values = {**shown, "ways": ways, "languages": tuple(shown["languages"])}
        return cls(key=key, **_known_fields(cls, values))


def _known_fields(kind: type, values: Mapping[str, Any]) -> dict[str, Any]:
    # Another version of this package may have stored more.
    names = {field.name for field in fields(kind)}
    return {name: one for name, one in values.items() if name in names}


def language_name(code: str) -> str:
    """Return the name of a BCP 47 language, or its code if Django has no name for it."""
    try:
        return str(get_language_info(code.lower())["name_translated"])
    except KeyError:
        return code


NOT_SHOWN = {"key", "source", "confirmed_date"}


def map_texts(line: CrisisLine, text: Any) -> CrisisLine:
    """Return a line with ``text()`` applied to its texts, for example to translate them."""
    ways = tuple(replace(way, note=text(way.note)) for way in line.ways)
    return replace(line, name=text(line.name), hours=text(line.hours), ways=ways)
