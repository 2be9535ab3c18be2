"""The crisis notice: a text, and the lines for its readers."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.text import get_text_list
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from .lines import Audience, CrisisLine, Way, WayKind

# As in "Lines for abuse, young people and veterans".
AUDIENCES_IN_LIST = {
    Audience.EVERYBODY: pgettext_lazy("lines for …", "anyone"),
    Audience.ABUSE: pgettext_lazy("lines for …", "abuse"),
    Audience.YOUNG_PEOPLE: pgettext_lazy("lines for …", "young people"),
    Audience.VETERANS: pgettext_lazy("lines for …", "veterans"),
    Audience.LANGUAGE: pgettext_lazy("lines for …", "other languages"),
}
FIRST_AUDIENCES = (Audience.EVERYBODY,)
# Emails can't unfold anything.
FIRST_AUDIENCES_IN_EMAIL = (Audience.EVERYBODY, Audience.ABUSE)
# So that readers in other countries see at once where to turn.
NEVER_FOLDED = (Audience.EMERGENCY, Audience.ELSEWHERE)


@dataclass(frozen=True)
class AudienceGroup:
    audience: Audience
    lines: list[CrisisLine]

    @property
    def label(self) -> Any:
        return self.audience.label


@dataclass(frozen=True)
class FirstWays:
    """How to call or text at once."""

    audience: str
    ways: list[Way]
    is_first: bool = True

    @property
    def label(self) -> Any:
        if self.audience in AUDIENCES_IN_LIST and self.audience != Audience.EVERYBODY:
            return Audience(self.audience).label
        return _("If you need help now") if self.is_first else _("In a crisis")

    @classmethod
    def of(cls, lines: list[CrisisLine], *, is_first: bool) -> "FirstWays":
        """Return the ways that can be dialled, calls before texts."""
        ways = [way for line in lines for way in line.ways_at_once if way.url]
        calls_first = sorted(ways, key=lambda way: way.kind != WayKind.CALL)
        return cls(lines[0].audience, calls_first, is_first)


@dataclass(frozen=True)
class CrisisNotice:
    """The notice. The lines for the audiences in ``first`` are shown without unfolding."""

    text: str
    lines: tuple[CrisisLine, ...]
    first: tuple[str, ...] = FIRST_AUDIENCES

    @property
    def emergency(self) -> list[CrisisLine]:
        return self.lines_for(Audience.EMERGENCY)

    @property
    def unfolded_lines(self) -> list[CrisisLine]:
        return self.lines_for(*self._open, Audience.ELSEWHERE)

    @property
    def first_ways(self) -> list[FirstWays]:
        """How to call or text at once: the first line for each audience in ``first``.

        911 or 999 come with the first of them.
        """
        lines = [line for one in self._open for line in self.lines_for(one)[:1]]
        first, *others = [[line] for line in lines[: len(self.first)]] or [[]]
        groups = [
            FirstWays.of(group, is_first=number == 0)
            for number, group in enumerate([[*first, *self.emergency], *others])
            if group
        ]
        return [group for group in groups if group.ways]

    @property
    def folded(self) -> list[AudienceGroup]:
        """The lines to unfold, by audience."""
        hidden = (one for one in Audience if one not in self._open + NEVER_FOLDED)
        groups = (AudienceGroup(one, self.lines_for(one)) for one in hidden)
        return [group for group in groups if group.lines]

    @property
    def folded_label(self) -> str:
        names = [str(AUDIENCES_IN_LIST[group.audience]) for group in self.folded]
        return gettext("Lines for %(audiences)s") % {"audiences": get_text_list(names, _("and"))}

    @property
    def more_label(self) -> str:
        """What unfolds the lines in a footer: those for abuse by name, so that they are found."""
        if any(group.audience == Audience.ABUSE for group in self.folded):
            return gettext("Lines for abuse, and more")
        return gettext("More ways and lines")

    @property
    def is_usually_open(self) -> bool:
        """Whether each line with a number is open day and night or says its hours."""
        answered = [line for line in self.lines if any(way.number for way in line.ways)]
        return bool(answered) and all(line.opening for line in answered)

    @property
    def checked_date(self) -> date | None:
        """The earliest date on which a line was checked; None if any was never checked."""
        dates = [line.confirmed_date for line in self.lines]
        return None if not dates or None in dates else min(filter(None, dates))

    def lines_for(self, *audiences: str) -> list[CrisisLine]:
        return [line for one in audiences for line in self.lines if line.audience == one]

    def starting_with(self, audiences: Iterable[str]) -> "CrisisNotice":
        return replace(self, first=tuple(audiences))

    def only_for(self, audience: str) -> "CrisisNotice":
        """Return the notice with the lines of one audience, or all lines if that has none."""
        if not self.lines_for(audience):
            return self
        wanted = {audience, *NEVER_FOLDED}
        return replace(
            self,
            lines=tuple(line for line in self.lines if line.audience in wanted),
            first=(audience,),
        )

    @property
    def _open(self) -> tuple[str, ...]:
        # Lines for particular people are better than none.
        return self.first if self.lines_for(*self.first) else tuple(AUDIENCES_IN_LIST)


def default_text(*, is_for_email: bool = False) -> str:
    if is_for_email:
        return gettext(
            "We’re not a crisis service, and we don’t read this inbox round the clock. If you or "
            "someone near you is in danger, call one of these numbers now."
        )
    return gettext(
        "We’re not a crisis service and can’t reply straight away. If you or someone near you is "
        "in danger, call one of these numbers now."
    )
