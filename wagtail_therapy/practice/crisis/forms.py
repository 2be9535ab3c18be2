import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from wagtail_therapy.content.dates import local_dates

from .confirmations import State, line_before, state_of
from .lines import CrisisLine
from .practice_lines import all_lines
from .presets import translated


@dataclass(frozen=True)
class LineRow:
    """A line in the form. ``before`` is the line as it was last checked, if it has changed."""

    line: CrisisLine
    state: State
    before: CrisisLine | None
    value: str
    is_chosen: bool


class ConfirmLinesForm(forms.Form):
    """Asks which lines someone from the practice has checked, and when. Saves nothing."""

    lines = forms.MultipleChoiceField(
        label=_("Lines"),
        error_messages={
            "required": _("Choose the lines that you have checked."),
            "invalid_choice": _(
                "A line changed while you had this page open. Please check it again."
            ),
        },
    )
    day = forms.DateField(
        label=_("Checked on"),
        initial=local_dates.today,
        widget=AdminDateInput,
        help_text=_("Today, or the earlier day when you called or looked them up."),
    )

    def __init__(self, *args: Any, practice: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.confirmed = practice.confirmed_lines
        self.found = {_value(line): line for line in all_lines(practice)}
        self.fields["lines"].choices = [(value, value) for value in self.found]

    def clean_lines(self) -> list[CrisisLine]:
        return [self.found[value] for value in self.cleaned_data["lines"]]

    def clean_day(self) -> date:
        day = self.cleaned_data["day"]
        if day > local_dates.today():
            raise forms.ValidationError(_("This date is in the future."))
        return day

    @property
    def rows(self) -> Iterator[LineRow]:
        chosen = self["lines"].value() or []
        for value, line in self.found.items():
            before = line_before(line, self.confirmed)
            yield LineRow(
                translated(line),
                state_of(line, self.confirmed),
                before and translated(before),
                value,
                value in chosen,
            )


def _value(line: CrisisLine) -> str:
    """Return a form value that is valid only as long as the line does not change."""
    shown = json.dumps(line.shown(), sort_keys=True)
    return f"{line.key}:{sha256(shown.encode()).hexdigest()[:16]}"
