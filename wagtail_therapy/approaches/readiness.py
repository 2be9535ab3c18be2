"""Readiness rules for all approaches and concerns.

The form publishes no claim without a source. But imports may skip our checks, and guidelines change
later.
"""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Site
from wagtail.rich_text import get_text_for_indexing

from wagtail_therapy.approaches.concerns.availability import full_concerns
from wagtail_therapy.approaches.concerns.pages import ConcernPage, shown_concerns
from wagtail_therapy.approaches.evidence.claims import name_with_note
from wagtail_therapy.approaches.evidence.guideline_coverage import coverage_by_concern
from wagtail_therapy.approaches.mixins import ApproachIndexMixin, ApproachMixin
from wagtail_therapy.approaches.models import Concern, Guideline
from wagtail_therapy.approaches.publish_requirements import claims_errors
from wagtail_therapy.content.content_checks import advice
from wagtail_therapy.content.visibility import specific_without_bodies
from wagtail_therapy.practice.models import PracticeSettings
from wagtail_therapy.practice.page_notices import PageNotices
from wagtail_therapy.practice.readiness import Effort, Finding, Level, rule
from wagtail_therapy.practice.readiness_rules.notices import settings_url
from wagtail_therapy.practice.readiness_rules.quick_exit import lacks_abuse_line
from wagtail_therapy.practice.site_pages import edit_url, pages_of


@rule(
    effort=Effort.READING,
    success_message=gettext_lazy("No approach claims or promises more than it supports."),
)
def approaches(site: Site) -> Iterator[Finding]:
    for page in pages_of(site, ApproachMixin):
        for code, message in [*_unsupported(page), *_outdated(page), *_words(page)]:
            yield Finding(code, Level.WARNING, f"“{page.title}”: {message}", edit_url(page))


@rule(
    for_all=True,
    effort=Effort.READING,
    success_message=gettext_lazy("Every guideline was checked in the last year."),
)
def guidelines() -> Iterator[Finding]:
    """Name the guidelines that no one has checked for a year, in one finding."""
    names = [one.name for one in Guideline.objects.current() if one.is_due()]
    if names:
        message = _(
            "No one has checked in the last year whether these are still current: %(names)s. Look "
            "each of them up on its website, then enter the date."
        )
        url = reverse(Guideline.snippet_viewset.get_url_name("list"))
        text = message % {"names": ", ".join(dict.fromkeys(names))}
        yield Finding("guideline_unchecked", Level.WARNING, text, url)


@rule(
    effort=Effort.READING,
    success_message=gettext_lazy("Each concern says what guidelines put first, and where to turn."),
)
def concerns(site: Site) -> Iterator[Finding]:
    """Find pages of concerns that list only what is offered here, or that are dead ends."""
    finder = AdminURLFinder()
    for index in pages_of(site, ApproachIndexMixin):
        found = specific_without_bodies(index.get_approaches())
        shown = shown_concerns(found, site, index.locale_id)
        dead_ends = _dead_ends(shown, found, index)
        for concern, coverage in coverage_by_concern(shown):
            if not (coverage or concern.no_guideline_found):
                yield _uncovered(concern, finder.get_edit_url(concern) or "")
            if concern in dead_ends:
                yield _dead_end(concern, index)


@rule(
    effort=Effort.READING,
    success_message=gettext_lazy("The pages of concerns with a quick exit show a line for abuse."),
)
def abuse_lines(site: Site) -> Iterator[Finding]:
    """Check pages of concerns. They are not Wagtail pages, so the practice's rule skips them."""
    practice = PracticeSettings.read(site)
    for index in pages_of(site, ApproachIndexMixin) if practice.exit_url else ():
        found = index.get_approaches()
        shown = shown_concerns(specific_without_bodies(found), site, index.locale_id)
        exits = [one for one in shown if one.offers_exit]
        # All of them require the same notices, so checking one is enough.
        topics = [ConcernPage(one, found, site) for one in exits[:1]]
        language = index.locale.language_code
        if any(lacks_abuse_line(PageNotices(practice, language, index, one)) for one in topics):
            yield from (_without_line(one, site) for one in exits)


def _without_line(concern: Concern, site: Site) -> Finding:
    message = _(
        "The page of “%(concern)s” offers a quick exit but shows no line for people who are being "
        "hurt at home. Choose your country under Settings → Practice or add a line for abuse."
    )
    text = message % {"concern": concern.name}
    return Finding("abuse_line", Level.ERROR, text, settings_url(site))


def _unsupported(page: Any) -> Iterator[tuple[str, str]]:
    for found in claims_errors(page).values():
        for row, errors in found:
            yield from (("evidence", f"{row.concern}: {message}") for message in errors.values())


def _outdated(page: Any) -> Iterator[tuple[str, str]]:
    for claim in page.get_claims():
        for guideline in claim.outdated:
            message = _(
                "%(concern)s: %(guideline)s. Look up what the newer one says, change the claim, "
                "then have the page reviewed."
            )
            values = {"concern": claim.concern.name, "guideline": name_with_note(guideline)}
            yield "guideline_outdated", message % values


def _words(page: Any) -> Iterator[tuple[str, str]]:
    text = advice.english_text(page, page.title, page.short_definition)
    for one in advice.claims_without_reference(text, advice.has_citations(page.body)):
        yield "claim", one.message
    for one in advice.promises(text):
        yield "superlative", one.message


def _uncovered(concern: Concern, url: str) -> Finding:
    message = _(
        "“%(concern)s” has no guideline. Add one that covers it, and what it puts first, so that "
        "readers don’t take your list for all that helps. If there is none, say that you looked."
    )
    return Finding("concern_guideline", Level.WARNING, message % {"concern": concern.name}, url)


def _dead_ends(shown: list[Concern], approaches: list[Any], index: Any) -> list[Concern]:
    if get_text_for_indexing(index.way_on).strip():
        return []
    return full_concerns((one for one in shown if one.shows_crisis_notice), approaches)


def _dead_end(concern: Concern, index: Any) -> Finding:
    message = _(
        "Readers of “%(concern)s” may be in danger, and no one here takes new clients for it. Say "
        "where else they can turn, under “Where else to turn”."
    )
    text = message % {"concern": concern.name}
    return Finding("concern_dead_end", Level.ERROR, text, edit_url(index))
