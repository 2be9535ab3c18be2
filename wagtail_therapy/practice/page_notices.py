"""The notices for one page: what its practice says, as the page and its topic want it."""

from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.template import Context
from django.utils.translation import get_language
from wagtail.models import Site

from wagtail_therapy.content.caching import cached
from wagtail_therapy.practice.crisis.lines import Audience
from wagtail_therapy.practice.crisis.notice import USUAL, Crisis
from wagtail_therapy.practice.mixins import ALWAYS, INHERIT, NEVER, PageNoticesMixin
from wagtail_therapy.practice.models import PracticeSettings
from wagtail_therapy.practice.notices import Notices

# What a topic may ask for.
ON_TOPIC = ["crisis_notice", "exit_button"]


class PageNotices(Notices):
    """As the page chose, else as its topic asks for.

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
    def has_crisis(self) -> bool:
        """Whether the page has the notice. Asked at the top of each page, and cached."""
        if self.choice("crisis_notice") == NEVER:
            return False
        what = ("has a crisis notice", self.practice.pk, self.language)
        return cached(what, lambda: super(PageNotices, self).crisis is not None, self.request)

    @property
    def first_crisis(self) -> Crisis | None:
        """The notice again, for above the text.

        Where readers can leave quickly, it begins with the lines for abuse.
        """
        audiences: tuple[str, ...] = (Audience.ABUSE,) if self.exit_url else ()
        if self._is_shown("crisis_notice"):
            audiences += USUAL
        return self.crisis.beginning_with(audiences) if audiences and self.crisis else None

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
            return asked_notices(self.topic)
        return cached(
            ("asked notices", self.page.pk), lambda: asked_notices(self.page), self.request
        )


def asked_notices(topic: Any) -> set[str]:
    """Return what a page or another topic asks for, its content notes included."""
    notes = topic.get_content_notes() if hasattr(topic, "get_content_notes") else []
    by_notes = {"crisis_notice"} if any(note.shows_crisis_notice for note in notes) else set()
    return topic.get_asked_notices() | by_notes


def asked_at(page: Any, asked: set[str]) -> set[str]:
    """Return what a page has at its own address, as it chose, else as ``asked``.

    For a route about several pages, which is as careful as any of them.
    """
    choices = {name: getattr(page, name, INHERIT) for name in ON_TOPIC}
    always = {name for name, choice in choices.items() if choice == ALWAYS}
    return always | {name for name in asked if choices.get(name, INHERIT) == INHERIT}


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


def crisis_for(request: HttpRequest | None, page: Any) -> Crisis | None:
    """Return the crisis notice for a text on a page, or in a feed or mail that shows the page."""
    site = Site.find_for_request(request) if request else page and page.get_site()
    if site is None:
        return None
    kept_settings = PracticeSettings.read_for(request) if request else None
    practice = kept_settings or PracticeSettings.read(site)
    return Notices(practice, _language_of(page, practice)).crisis


def _language_of(page: Any, practice: PracticeSettings) -> str:
    # A host may serve its languages without ever activating one.
    if practice.other_languages and hasattr(page, "locale"):
        return page.locale.language_code
    return get_language() or ""
