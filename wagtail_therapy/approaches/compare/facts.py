"""The rows of a comparison, to which a host may add its own, and their values in words."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Manager, QuerySet
from django.utils.formats import date_format
from django.utils.timezone import template_localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.fields import RichTextField
from wagtail.rich_text import get_text_for_indexing

from wagtail_therapy.approaches.families import families_of
from wagtail_therapy.content.fields import ChoicesField

IN_SHORT = "in_short"
SESSIONS = "sessions"
PRACTICAL = "practical"
THIS_PAGE = "this_page"
GROUPS = {
    IN_SHORT: gettext_lazy("Overview"),
    SESSIONS: gettext_lazy("Sessions"),
    PRACTICAL: gettext_lazy("Before you begin"),
    THIS_PAGE: gettext_lazy("About these pages"),
}


@dataclass(frozen=True)
class FactRow:
    """A row of the comparison table.

    ``source`` names a field or a method of the approach, or is a function that takes it.
    """

    source: str | Callable[[Any], Any]
    label: Any
    # A key of GROUPS.
    group: str = SESSIONS

    def __post_init__(self) -> None:
        if self.group not in GROUPS:
            raise ValueError(f"{self.group!r} is none of {list(GROUPS)}")

    @property
    def name(self) -> str:
        return self.source.__name__ if callable(self.source) else self.source

    def text(self, approach: Any) -> str:
        """Return the fact about an approach in words; "" if it is not stated.

        Several choices are on a line each. If the practice could not find it out, the text says
        so. For an approach of a page type without the field, the text is "", too.
        """
        return self._stated(approach) or self._not_known(approach)

    def _not_known(self, approach: Any) -> str:
        is_unknown = self.name in (getattr(approach, "not_known", None) or ())
        return _("Not known here") if is_unknown else ""

    def _stated(self, approach: Any) -> str:
        if callable(self.source):
            return in_words(self.source(approach))
        value = getattr(approach, self.source, None)
        if isinstance(value, Manager) or not callable(value):
            return in_words(_labelled(approach, self.source, value))
        return in_words(value())


def in_words(value: Any) -> str:
    """Return a value as readers see it: "Yes", a date, names with commas between them."""
    match value:
        case None:
            return ""
        case bool():
            return _("Yes") if value else _("No")
        case date():
            # A datetime, too: its day in the current time zone.
            return date_format(template_localtime(value))
        case Manager():
            return in_words(value.all())
        case list() | tuple() | QuerySet():
            return ", ".join(filter(None, map(in_words, value)))
        case _:
            return str(value).strip()


def _labelled(approach: Any, name: str, value: Any) -> Any:
    try:
        field = approach._meta.get_field(name)
    except FieldDoesNotExist:
        return value
    if isinstance(field, ChoicesField):
        return "\n".join(field.labels(value))
    if isinstance(field, RichTextField):
        return get_text_for_indexing(value or "")
    choices = dict(getattr(field, "flatchoices", None) or ())
    return choices.get(value, value) if choices and value else value


def number_of_sessions(approach: Any) -> str:
    """Return "12 to 20 sessions, or open-ended", and the approach's note on that."""
    return ". ".join(filter(None, [counted_sessions(approach), approach.length_note.strip()]))


def counted_sessions(approach: Any) -> str:
    counted = _range(approach.sessions_min, approach.sessions_max, _sessions)
    if approach.open_ended:
        counted = _("%(number)s, or open-ended") % {"number": counted} if counted else ""
        counted = counted or _("Open-ended")
    return counted


def practice_at_home(approach: Any) -> str:
    minutes = approach.practice_minutes
    return _("About %(time)s a day") % {"time": _minutes(minutes)} if minutes else ""


def length_of_session(approach: Any) -> str:
    return _range(approach.session_minutes_min, approach.session_minutes_max, _minutes)


def reviewed(approach: Any) -> str:
    """Return when the page was last reviewed, and who reviewed it."""
    review = approach.get_review()
    if review is None:
        return ""
    named = {"date": in_words(review.reviewed_date), "name": review.reviewer_name}
    return _("%(date)s by %(name)s") % named


def dated(approach: Any) -> str:
    """Return when the page was last updated, or else when it was published."""
    if approach.updated_date:
        return _("Updated %(date)s") % {"date": in_words(approach.updated_date)}
    published = in_words(approach.first_published_at)
    return _("Published %(date)s") % {"date": published} if published else ""


def _range(first: int | None, last: int | None, named: Callable[[int], str]) -> str:
    if first is not None and last is not None and first != last:
        return _("%(first)s to %(last)s") % {"first": first, "last": named(last)}
    if first is None and last is not None:
        return _("Up to %(number)s") % {"number": named(last)}
    if first is not None and last is None:
        return _("%(number)s or more") % {"number": named(first)}
    return "" if first is None else named(first)


def _sessions(number: int) -> str:
    return ngettext("%(number)d session", "%(number)d sessions", number) % {"number": number}


def _minutes(number: int) -> str:
    return ngettext("%(number)d minute", "%(number)d minutes", number) % {"number": number}


COMPARE_ROWS = [
    FactRow("short_definition", gettext_lazy("What it is"), IN_SHORT),
    FactRow(families_of, gettext_lazy("Family"), IN_SHORT),
    FactRow("offered_here", gettext_lazy("Offered at this practice"), IN_SHORT),
    FactRow("time_focus", gettext_lazy("Past or present?")),
    FactRow("structure", gettext_lazy("Structure")),
    FactRow("therapist_style", gettext_lazy("How the therapist works")),
    FactRow("talks_about_past_in_detail", gettext_lazy("Going over the past in detail")),
    FactRow("between_session_work", gettext_lazy("Tasks between sessions")),
    FactRow(number_of_sessions, gettext_lazy("How many sessions")),
    FactRow(length_of_session, gettext_lazy("Length of a session")),
    FactRow("frequency", gettext_lazy("How often")),
    FactRow("formats", gettext_lazy("Who takes part")),
    FactRow("delivery", gettext_lazy("How you meet")),
    FactRow("age_groups", gettext_lazy("Who it’s for (ages)")),
    FactRow("cost", gettext_lazy("What it costs"), PRACTICAL),
    FactRow("waiting", gettext_lazy("How long you wait"), PRACTICAL),
    FactRow("referral", gettext_lazy("Referral"), PRACTICAL),
    FactRow("who_may_join", gettext_lazy("Who may join"), PRACTICAL),
    FactRow("with_medication", gettext_lazy("With medication"), PRACTICAL),
    FactRow("not_advised_when", gettext_lazy("Not advised when"), PRACTICAL),
    FactRow("unwanted_effects", gettext_lazy("Possible unwanted effects"), PRACTICAL),
    FactRow("adaptations", gettext_lazy("Adaptations"), PRACTICAL),
    FactRow(practice_at_home, gettext_lazy("Practice at home"), PRACTICAL),
    FactRow("intensive_forms", gettext_lazy("Intensive forms"), PRACTICAL),
    FactRow("may_stop", gettext_lazy("May I stop?"), PRACTICAL),
    FactRow(reviewed, gettext_lazy("Reviewed"), THIS_PAGE),
    FactRow(dated, gettext_lazy("Last updated"), THIS_PAGE),
]
