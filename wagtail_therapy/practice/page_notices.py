"""The notices for one page: those of its practice, with the choices of the page and its topic."""

from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.template import Context
from django.utils.translation import get_language
from wagtail.models import Site

from wagtail_therapy.content.caching import cached, request_key
from wagtail_therapy.practice.crisis.lines import Audience
from wagtail_therapy.practice.crisis.notice import FIRST_AUDIENCES, CrisisNotice
from wagtail_therapy.practice.mixins import ALWAYS, INHERIT, NEVER, PageNoticesMixin
from wagtail_therapy.practice.models import PracticeSettings
from wagtail_therapy.practice.notices import LegalLink, Notices

# The notices that a topic may require.
TOPIC_NOTICES = ["crisis_notice", "exit_button"]


class PageNotices(Notices):
    """The notices that the page chose, or else those that its topic requires.

    ``page`` may be any page, or None for a view without one. Pass ``topic`` if a route of the page
    is about something else: an object with the methods of ``PageNoticesMixin``.
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
    def crisis(self) -> CrisisNotice | None:
        return None if self.choice("crisis_notice") == NEVER else super().crisis

    @property
    def has_crisis(self) -> bool:
        """Whether the page has the notice. Asked at the top of each page, and cached."""
        if self.choice("crisis_notice") == NEVER:
            return False
        what = ("has a crisis notice", self.practice.pk, self.language)
        return cached(what, lambda: super(PageNotices, self).crisis is not None, self.request)

    @cached_property
    def legal_links(self) -> list[LegalLink]:
        """The links that a stranger can follow, from the cache."""
        if self.request is None:
            return super().legal_links
        what = ("legal links", self.practice.pk, self.language, *request_key(self.request))
        return cached(what, lambda: super(PageNotices, self).legal_links, self.request)

    @property
    def first_crisis(self) -> CrisisNotice | None:
        """The notice to show above the text.

        On pages with the quick-exit button, it starts with the lines for abuse.
        """
        audiences: tuple[str, ...] = (Audience.ABUSE,) if self.exit_url else ()
        if self._is_shown("crisis_notice"):
            audiences += FIRST_AUDIENCES
        return self.crisis.starting_with(audiences) if audiences and self.crisis else None

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
    def has_first_notices(self) -> bool:
        """Whether there may be notices above the text; asked at the top of each page."""
        wants_crisis = bool(self.exit_url) or self._is_shown("crisis_notice")
        return wants_crisis or self.choice("disclaimer") == ALWAYS

    @property
    def exit_url(self) -> str:
        """Where the quick-exit button leads; "" on pages without it, as most are."""
        return self.practice.exit_url if self._is_shown("exit_button") else ""

    def _is_shown(self, name: str) -> bool:
        choice = self.choice(name)
        return choice == ALWAYS or (choice == INHERIT and name in self._required)

    @cached_property
    def _required(self) -> set[str]:
        if self.topic is None:
            return set()
        # Other topics are in memory already, and a page that was never saved has no key.
        if self.request is None or self.topic is not self.page or not self.page.pk:
            return required_notices(self.topic)
        return cached(
            ("required notices", self.page.pk), lambda: required_notices(self.page), self.request
        )


def required_notices(topic: Any) -> set[str]:
    """Return the notices that a page or another topic requires, with its content notes."""
    notes = topic.get_content_notes() if hasattr(topic, "get_content_notes") else []
    from_notes = {"crisis_notice"} if any(note.shows_crisis_notice for note in notes) else set()
    return topic.get_required_notices() | from_notes


def required_notices_of(page: Any, required: set[str]) -> set[str]:
    """Return the notices at a page's own address: as it chose, or else as ``required``.

    For a route about several pages, which shows the notices of all of them.
    """
    choices = {name: getattr(page, name, INHERIT) for name in TOPIC_NOTICES}
    always = {name for name, choice in choices.items() if choice == ALWAYS}
    return always | {name for name in required if choices.get(name, INHERIT) == INHERIT}


def read_for(context: Context) -> PageNotices | None:
    """Return the notices for the page in a template's context; None without a request or site.

    A view that is about something else sets ``therapy_topic`` in its context: see ``PageNotices``.
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


def crisis_notice_for(request: HttpRequest | None, page: Any) -> CrisisNotice | None:
    """Return the crisis notice for a text on a page, or in a feed or email with the page."""
    site = Site.find_for_request(request) if request else page and page.get_site()
    if site is None:
        return None
    cached_settings = PracticeSettings.read_for(request) if request else None
    practice = cached_settings or PracticeSettings.read(site)
    return Notices(practice, _language_of(page, practice)).crisis


def _language_of(page: Any, practice: PracticeSettings) -> str:
    # A host may serve its languages without ever activating one.
    if practice.other_languages and hasattr(page, "locale"):
        return page.locale.language_code
    return get_language() or ""
