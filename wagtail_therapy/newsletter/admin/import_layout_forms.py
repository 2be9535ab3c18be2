"""The form for the columns of each table in a file."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables

from .. import email_addresses
from ..readers.subscriber_files import states
from ..readers.subscriber_files.known_services import Service, service_of
from ..readers.subscriber_files.layouts import Layout, words_of
from ..readers.subscriber_files.reading import NEVER_SUBSCRIBED
from ..readers.subscriber_files.states import State
from ..readers.subscriber_files.tables import Table

# How long a request looks for the words in a file.
SECONDS = 1.0
EXAMPLES, LONGEST_EXAMPLE = 3, 40
NONE = ""

# Browsers choose the first if none is chosen.
MEANINGS = {
    State.UNKNOWN: _("we don’t know: don’t add them"),
    State.SUBSCRIBED: _("they get emails"),
    State.UNCONFIRMED: _("they never confirmed"),
    State.PAUSED: _("they paused their emails"),
    State.NEVER_SUBSCRIBED: _("a contact who never subscribed"),
    State.LEFT: _("they left"),
    State.BOUNCED: _("emails came back"),
    State.COMPLAINED: _("they complained"),
    State.BLOCKED: _("they must never be emailed"),
}
# Of a file without a column that says it. The words in quotation marks are Jetpack's.
EVERYONE = [
    (State.SUBSCRIBED, _("People who agreed to get the emails (in Jetpack “Subscribed”)")),
    (State.UNCONFIRMED, _("People who never confirmed (“Not confirmed”)")),
    (State.LEFT, _("People who left, or don’t want emails (“Not subscribed”)")),
    (State.BOUNCED, _("Addresses that emails come back from (“Not sending”)")),
    (State.NOT_SAID, _("All of these, or we don’t know: ask each of them once")),
]


@dataclass(frozen=True)
class Column:
    """A column as people see it."""

    number: int
    name: str
    examples: list[str]

    def __str__(self) -> str:
        return self.name


class LayoutForm(forms.Form):
    """Which column of one table holds what.

    How a service that we know says the state can't be changed: its contacts stay out.
    """

    address = forms.ChoiceField(label=_("Email address"), required=False)
    consented = forms.ChoiceField(label=_("When they agreed"), required=False)
    state = forms.ChoiceField(label=_("Whether they get emails"), required=False)
    everyone = forms.ChoiceField(
        label=_("Which people did you export?"),
        widget=forms.RadioSelect,
        choices=EVERYONE,
        error_messages={"required": _("Say which people are in this file.")},
    )

    use_required_attribute = False

    def __init__(self, *args: Any, table: Table, layout: Layout, is_only: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.table, self.layout, self.is_only = table, layout, is_only
        self.columns = columns_of(table)
        self.words = words_of(table, self._possible_states(), SECONDS)
        self._offer("address", layout.address, NONE if is_only else _("Leave this table out"))
        first = layout.consented[0] if layout.consented else None
        self._offer("consented", first, _("No column says it"))
        if self.is_said_by_service:
            del self.fields["state"], self.fields["everyone"]
            return
        self._offer("state", layout.state, _("No column says it"), {*self.words, layout.state})
        if self.state_column is None:
            is_said = layout.everyone is not State.NOT_SAID
            self.fields["everyone"].initial = str(layout.everyone) if is_said else None
        else:
            del self.fields["everyone"]
            self._ask_for_words()

    @property
    def name(self) -> str:
        """The name of the table, which may have an address in it."""
        return email_addresses.without_addresses(self.table.name)

    @cached_property
    def service(self) -> Service | None:
        return service_of(self.table.header)

    @property
    def service_name(self) -> str:
        return self.service.name if self.service else ""

    @property
    def is_said_by_service(self) -> bool:
        """Whether the service says the state, and not by one word that may be new to us."""
        is_never = self.table.name.lower().startswith(NEVER_SUBSCRIBED)
        return is_never or bool(self.service and not self.service.word_column)

    @property
    def is_fixed(self) -> bool:
        """Whether the column with the state is that of a service that we know."""
        return bool(self.service_name)

    @cached_property
    def state_column(self) -> int | None:
        if self.is_fixed or not self.is_bound:
            return self.layout.state
        chosen = self.data.get(self.add_prefix("state"), NONE)
        return int(chosen) if chosen.isdigit() and int(chosen) in self.words else None

    @property
    def known_words(self) -> list[tuple[str, Any]]:
        """The words in the file that we know, and what each means."""
        found = [(word, states.of_word(word)) for word in self._words()]
        return [(word, MEANINGS[state]) for word, state in found if state is not State.UNKNOWN]

    def word_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self._word_names().values()]

    def chosen(self) -> Layout:
        """Return the layout as it was chosen."""
        data = self.cleaned_data
        consented = _number(data["consented"])
        is_as_before = self.layout.consented[:1] == (consented,)
        words = {word: State(data[name]) for word, name in self._word_names().items()}
        return Layout(
            _number(data["address"]),
            self.state_column,
            self.layout.consented if is_as_before else _alone(consented),
            words,
            # If a column or the service says it, this holds for no one.
            State(data.get("everyone") or State.UNKNOWN),
        )

    def clean(self) -> None:
        if self.is_only and not self.cleaned_data.get("address"):
            self.add_error("address", _("Choose the column with the email addresses."))

    def _possible_states(self) -> list[int]:
        if self.is_said_by_service:
            return []
        if self.is_fixed:
            return [self.layout.state] if self.layout.state is not None else []
        return [one.number for one in self.columns if one.number != self.layout.address]

    def _offer(
        self, name: str, initial: int | None, none: Any, among: set[Any] | None = None
    ) -> None:
        offered = [one for one in self.columns if among is None or one.number in among]
        choices = [(str(one.number), one.name) for one in offered]
        self.fields[name].choices = [(NONE, none or "—"), *choices]
        self.fields[name].initial = NONE if initial is None else str(initial)
        if name == "state" and self.is_fixed:
            self.fields[name].disabled = True

    def _words(self) -> list[str]:
        return self.words.get(self.state_column, []) if self.state_column is not None else []

    def _word_names(self) -> dict[str, str]:
        unknown = [word for word in self._words() if states.of_word(word) is State.UNKNOWN]
        # Not the word itself: an id has no spaces.
        return {word: f"word-{zlib.crc32(word.encode()):08x}" for word in unknown}

    def _ask_for_words(self) -> None:
        for word, name in self._word_names().items():
            self.fields[name] = forms.ChoiceField(
                label=gettext("“%(word)s” means") % {"word": word},
                choices=[(str(state), label) for state, label in MEANINGS.items()],
                initial=str(self.layout.words.get(word, State.UNKNOWN)),
                error_messages={"required": _("Say what this word means.")},
            )


def _number(chosen: str) -> int | None:
    return int(chosen) if chosen else None


def _alone(number: int | None) -> tuple[int, ...]:
    return () if number is None else (number,)


@sensitive_variables()
def columns_of(table: Table) -> list[Column]:
    return [
        Column(number, _name(table, number), list(_examples(table, number)))
        for number in range(table.width)
    ]


def _name(table: Table, number: int) -> str:
    name = table.header[number] if number < len(table.header) else ""
    return name or gettext("Column %(number)d") % {"number": number + 1}


@sensitive_variables()
def _examples(table: Table, number: int) -> Iterator[str]:
    cells = (cells[number].strip() for cells in table.sample if number < len(cells))
    for cell in list(dict.fromkeys(filter(None, cells)))[:EXAMPLES]:
        is_long = len(cell) > LONGEST_EXAMPLE
        yield f"{cell[:LONGEST_EXAMPLE]}…" if is_long else cell
