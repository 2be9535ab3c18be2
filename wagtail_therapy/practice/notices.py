"""The notices of a practice on every page and in every email, in the language of the reader."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

import swapper
from django.utils.translation import get_language, gettext
from wagtail.models import Locale

from wagtail_therapy.conf import conf
from wagtail_therapy.content.translations import in_locale
from wagtail_therapy.content.visibility import exclude_private_among_few
from wagtail_therapy.practice.blocks import LegalRow, read_legal_rows
from wagtail_therapy.practice.crisis.notice import (
    FIRST_AUDIENCES,
    FIRST_AUDIENCES_IN_EMAIL,
    CrisisNotice,
    default_text,
)
from wagtail_therapy.practice.crisis.practice_lines import all_lines, lines_of
from wagtail_therapy.practice.crisis.presets import translated
from wagtail_therapy.practice.crisis.words import default_phrases
from wagtail_therapy.practice.models import PracticeSettings
from wagtail_therapy.practice.phrases import mentions
from wagtail_therapy.practice.similar_words import default_groups, similar_words


@dataclass(frozen=True)
class LegalLink:
    kind: str
    title: str
    url: str


class Notices:
    """The notices of a practice in one language, or in its main one if they are not translated.

    For an email, links to pages are absolute.
    """

    def __init__(
        self, practice: PracticeSettings, language: str = "", *, is_for_email: bool = False
    ):
        self.practice = practice
        self.language = language or get_language() or ""
        self.is_for_email = is_for_email

    @cached_property
    def translated(self) -> dict[str, Any]:
        rows = (row.value for row in self.practice.other_languages)
        return next((row for row in rows if row.get("language") == self.language), {})

    def text(self, name: str) -> str:
        return (self.translated.get(name) or getattr(self.practice, name)).strip()

    @property
    def crisis(self) -> CrisisNotice | None:
        return self._crisis

    @cached_property
    def _crisis(self) -> CrisisNotice | None:
        own = self.translated.get("crisis_lines")
        lines = tuple(translated(line) for line in lines_of(self.practice, own))
        text = self.text("crisis_notice")
        if not (text or lines):
            return None
        first = FIRST_AUDIENCES_IN_EMAIL if self.is_for_email else FIRST_AUDIENCES
        return CrisisNotice(text or default_text(is_for_email=self.is_for_email), lines, first)

    def is_crisis(self, words: str) -> bool:
        """Return whether someone who searches for the words may be in danger."""
        own = self.text("crisis_words").splitlines()
        return mentions(words, own or default_phrases(self.language))

    def similar_words(self, words: str) -> list[str]:
        """Return other words for what someone searches for."""
        own = self.text("similar_words").splitlines()
        return similar_words(words, own or default_groups(self.language))

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
    def not_sure(self) -> str:
        return self.text("not_sure") or gettext(
            "You don’t have to know what you need. One sentence about what brings you is enough, "
            "and we’ll tell you who may help."
        )

    @property
    def way_on(self) -> str:
        """Where readers can turn if everyone here is full."""
        return self.text("way_on")

    @property
    def has_contact(self) -> bool:
        """Whether readers can book, call or write."""
        ours = self.practice
        return bool(ours.booking_url or ours.telephone or ours.email)

    @property
    def served_regions(self) -> list[str]:
        return [line.strip() for line in self.text("served_regions").splitlines() if line.strip()]

    @property
    def has_identity(self) -> bool:
        """Whether the practice says anything about itself besides the name of its site."""
        ours = self.practice
        texts = [ours.name, ours.telephone, ours.email, ours.booking_url, ours.portal_url]
        return any(texts) or bool(ours.address_lines or self.served_regions)

    @property
    def has_footer(self) -> bool:
        return (
            self.has_identity
            or bool(self.practice.registrations or self.legal_links)
            or bool(self.regulator_notice)
        )

    @cached_property
    def legal_links(self) -> list[LegalLink]:
        """Return the links that a stranger can follow: their pages are live and public."""
        rows = self.legal_rows
        pages = self._pages([row.page_id for row in rows if row.page_id])
        links = (LegalLink(row.kind, row.title, self._address(row, pages)) for row in rows)
        return [link for link in links if link.url]

    @property
    def legal_rows(self) -> list[LegalRow]:
        """Return all links, whether a stranger can follow them or not."""
        return read_legal_rows(self.translated.get("legal_links") or self.practice.legal_links)

    def _address(self, row: LegalRow, pages: dict[int, Any]) -> str:
        page = pages.get(row.page_id) if row.page_id else None
        if page is None:
            return row.url
        return (page.full_url if self.is_for_email else page.url) or ""

    def _pages(self, keys: list[int]) -> dict[int, Any]:
        """Return the public pages by key, each as its translation if there is one."""
        if not keys:
            return {}
        pages = swapper.load_model("wagtailcore", "Page").objects
        locales = Locale.objects.filter(language_code=self.language)
        locale = locales.first() if conf.has_translations else None
        if locale is None:
            return exclude_private_among_few(pages.live()).in_bulk(keys)
        chosen = list(pages.filter(pk__in=keys))
        read = dict(zip([one.pk for one in chosen], in_locale(chosen, locale.pk), strict=True))
        public = exclude_private_among_few(pages.live()).in_bulk({one.pk for one in read.values()})
        return {key: public[one.pk] for key, one in read.items() if one.pk in public}


def linked_hosts(practice: PracticeSettings) -> set[str]:
    """Return the hosts that the notices of a practice link to, in all languages."""
    languages = ["", *(row.value.get("language") for row in practice.other_languages)]
    translated_notices = [Notices(practice, language) for language in languages]
    urls = [way.address for line in all_lines(practice) for way in line.ways]
    urls += [row.url for one in translated_notices for row in one.legal_rows]
    urls += [row.value.get("url") or "" for row in practice.registrations]
    return {host for url in urls if (host := urlsplit(url).hostname)}
