"""What a practice says on every page and in every mail, in the language of the reader."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

import swapper
from django.http import HttpRequest
from django.template import Context
from django.utils.translation import get_language, gettext
from wagtail.models import Locale

from wagtail_therapy.conf import conf
from wagtail_therapy.content.kept import kept
from wagtail_therapy.content.translations import in_locale
from wagtail_therapy.practice.blocks import LegalRow, legal_rows, line_of
from wagtail_therapy.practice.mixins import ALWAYS, INHERIT, NEVER, PageNoticesMixin
from wagtail_therapy.practice.models import PracticeSettings
from wagtail_therapy.practice.presets import PRESETS, Line, Preset, phone_url

NO_PRESET = Preset("", [])


@dataclass(frozen=True)
class LegalLink:
    kind: str
    title: str
    url: str


@dataclass(frozen=True)
class Crisis:
    """The crisis notice: a text, whom to call in an emergency, and lines for a crisis."""

    text: str
    emergency_number: str
    lines: list[Line]
    checked_date: Any

    @property
    def emergency_url(self) -> str:
        return phone_url("tel", self.emergency_number)


class Notices:
    """The texts of a practice in one language; what is not translated is as the practice wrote it.

    For a mail, links to pages are absolute.
    """

    def __init__(
        self, practice: PracticeSettings, language: str = "", *, is_for_mail: bool = False
    ):
        self.practice = practice
        self.language = language or get_language() or ""
        self.is_for_mail = is_for_mail

    @cached_property
    def translated(self) -> dict[str, Any]:
        rows = (row.value for row in self.practice.other_languages)
        return next((row for row in rows if row.get("language") == self.language), {})

    def text(self, name: str) -> str:
        return (self.translated.get(name) or getattr(self.practice, name)).strip()

    @property
    def crisis(self) -> Crisis | None:
        preset = PRESETS.get(self.practice.crisis_preset, NO_PRESET)
        own = self.translated.get("crisis_lines") or self.practice.crisis_lines
        text = self.text("crisis_notice")
        number = self.practice.emergency_number or preset.emergency_number
        lines = [*preset.lines, *(line_of(one.value) for one in own)]
        if not (text or number or lines):
            return None
        return Crisis(text or not_watched(), number, lines, self.practice.crisis_checked_date)

    @property
    def disclaimer(self) -> str:
        return self.text("disclaimer")

    @property
    def disclaimer_full(self) -> str:
        return self.text("disclaimer_full")

    @property
    def regulator_notice(self) -> str:
        return self.text("regulator_notice")

    @property
    def served_regions(self) -> list[str]:
        return [line.strip() for line in self.text("served_regions").splitlines() if line.strip()]

    @property
    def has_identity(self) -> bool:
        """Whether the practice says anything of itself; the name of its site alone is nothing."""
        ours = self.practice
        told = [ours.name, ours.telephone, ours.email, ours.booking_url, ours.portal_url]
        return any(told) or bool(ours.address_lines or self.served_regions)

    @property
    def has_foot(self) -> bool:
        return (
            self.has_identity
            or bool(self.practice.registrations or self.legal_links)
            or bool(self.regulator_notice)
        )

    @cached_property
    def legal_links(self) -> list[LegalLink]:
        """Return those that a stranger can follow: to pages that are live and public."""
        rows = self.legal_rows
        pages = self._pages([row.page_id for row in rows if row.page_id])
        links = (LegalLink(row.kind, row.title, self._address(row, pages)) for row in rows)
        return [link for link in links if link.url]

    @property
    def legal_rows(self) -> list[LegalRow]:
        """Return what the practice links to, whether a stranger can follow it or not."""
        return legal_rows(self.translated.get("legal_links") or self.practice.legal_links)

    def _address(self, row: LegalRow, pages: dict[int, Any]) -> str:
        page = pages.get(row.page_id) if row.page_id else None
        if page is None:
            return row.url
        return (page.full_url if self.is_for_mail else page.url) or ""

    def _pages(self, keys: list[int]) -> dict[int, Any]:
        """Return the readable ones by key, each as its translation where there is one."""
        if not keys:
            return {}
        pages = swapper.load_model("wagtailcore", "Page").objects
        locales = Locale.objects.filter(language_code=self.language)
        locale = locales.first() if conf.has_translations else None
        if locale is None:
            return pages.live().public().in_bulk(keys)
        chosen = list(pages.filter(pk__in=keys))
        read = dict(zip([one.pk for one in chosen], in_locale(chosen, locale.pk), strict=True))
        public = pages.live().public().in_bulk({one.pk for one in read.values()})
        return {key: public[one.pk] for key, one in read.items() if one.pk in public}


class PageNotices(Notices):
    """The same for one page: as it chose, else as its topic asks for.

    ``page`` may be any page, or None for a view that has none. ``topic`` is what a route of the
    page is about, when that is something else: it answers as ``PageNoticesMixin`` does.
    """

    def __init__(
        self,
        practice: PracticeSettings,
        language: str = "",
        page: Any = None,
        topic: Any = None,
        request: HttpRequest | None = None,
    ):
        super().__init__(practice, language)
        self.request = request
        self.page = page if isinstance(page, PageNoticesMixin) else None
        self.topic = topic or self.page

    def choice(self, name: str) -> str:
        return getattr(self.page, name, INHERIT)

    @property
    def crisis(self) -> Crisis | None:
        return None if self.choice("crisis_notice") == NEVER else super().crisis

    @property
    def first_crisis(self) -> Crisis | None:
        """The notice again, for above the text."""
        return self.crisis if self._is_shown("crisis_notice") else None

    @property
    def disclaimer(self) -> str:
        return "" if self.choice("disclaimer") == NEVER else super().disclaimer

    @property
    def disclaimer_full(self) -> str:
        return "" if self.choice("disclaimer") == NEVER else super().disclaimer_full

    @property
    def first_disclaimer(self) -> str:
        return self.disclaimer if self.choice("disclaimer") == ALWAYS else ""

    @property
    def exit_url(self) -> str:
        """Where the button to leave leads; "" for a page that has none, as most have."""
        return self.practice.exit_url if self._is_shown("exit_button") else ""

    def _is_shown(self, name: str) -> bool:
        choice = self.choice(name)
        return choice == ALWAYS or (choice == INHERIT and name in self._asked)

    @cached_property
    def _asked(self) -> set[str]:
        if self.topic is None:
            return set()
        # A topic that is no page is at hand already, and a page that was never saved has no key.
        if self.request is None or self.topic is not self.page or not self.page.pk:
            return self.topic.get_asked_notices()
        return kept(("asked notices", self.page.pk), self.page.get_asked_notices, self.request)


def linked_hosts(practice: PracticeSettings) -> set[str]:
    """Return the hosts that the notices of a practice link to, in whatever language."""
    languages = ["", *(row.value.get("language") for row in practice.other_languages)]
    said = [Notices(practice, language) for language in languages]
    lines = (line for one in said if one.crisis for line in one.crisis.lines)
    urls = [line.url for line in lines]
    urls += [row.url for one in said for row in one.legal_rows]
    urls += [row.value.get("url") or "" for row in practice.registrations]
    return {host for url in urls if (host := urlsplit(url).hostname)}


def read_for(context: Context) -> PageNotices | None:
    """Return the notices for the page in a template's context; None without a request or site.

    A view about something else than its page is says so: ``therapy_topic``, see ``PageNotices``.
    """
    request, page = context.get("request"), context.get("page")
    topic = context.get("therapy_topic")
    practice = PracticeSettings.read_for(request) if request else None
    if practice is None:
        return None
    remembered = request.__dict__.setdefault("_therapy_notices", {})
    key = id(page), id(topic)
    if key not in remembered:
        language = _language_of(page, practice)
        remembered[key] = PageNotices(practice, language, page, topic, request)
    return remembered[key]


def _language_of(page: Any, practice: PracticeSettings) -> str:
    # A host may serve its languages without ever activating one.
    if practice.other_languages and hasattr(page, "locale"):
        return page.locale.language_code
    return get_language() or ""


def not_watched() -> str:
    return gettext(
        "We are not an emergency service and do not watch this inbox around the clock. In an "
        "emergency do not use email or a form on this site."
    )
