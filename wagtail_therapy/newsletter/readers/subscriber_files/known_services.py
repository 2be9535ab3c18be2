"""The newsletter services whose exports we know, each by the column that holds the state.

Never by the whole header: services change it, and let their users choose and name columns.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from . import own_format, states
from .states import State

# A row, by the names of its columns in lower case.
Row = Mapping[str, str]


@dataclass(frozen=True)
class Service:
    """``columns`` are those that tell its files from others; ``state`` says what a row means."""

    name: str
    columns: frozenset[str]
    state: Callable[[Row], State]
    # Where the time of consent is, the best first.
    consented: tuple[str, ...] = ("created_at",)

    @property
    def word_column(self) -> str | None:
        """The one column whose word says the state; None if the service says it otherwise."""
        return self.state.column if isinstance(self.state, WordIn) else None


def service_of(header: list[str]) -> Service | None:
    """Return the service whose columns a header has; None if it has no column for the state."""
    columns = {name.lower() for name in header}
    return next((one for one in SERVICES if one.columns <= columns), None)


@dataclass(frozen=True)
class WordIn:
    """Returns the state by the word in a column."""

    column: str

    def __call__(self, row: Row) -> State:
        return states.of_word(row.get(self.column, ""))


def _wanted_if(column: str, otherwise: State) -> Callable[[Row], State]:
    """Return the state by a column that says whether emails are wanted."""
    meanings = {True: State.SUBSCRIBED, False: otherwise, None: State.UNKNOWN}
    return lambda row: meanings[states.is_yes(row.get(column, ""))]


def _mailchimp(row: Row) -> State:
    """Mailchimp has a file per state, each with columns of its own."""
    if "unsub_time" in row:
        return State.LEFT
    if "clean_time" in row:
        return State.BOUNCED
    return State.SUBSCRIBED if row.get("confirm_time") else State.NEVER_SUBSCRIBED


def _substack(row: Row) -> State:
    meanings = {True: State.LEFT, False: State.SUBSCRIBED, None: State.UNKNOWN}
    return meanings[states.is_yes(row.get("email_disabled", ""))]


def _ghost(row: Row) -> State:
    if row.get("deleted_at"):
        return State.LEFT
    return _wanted_if("subscribed_to_emails", State.LEFT)(row)


def _squarespace(row: Row) -> State:
    """Its contacts are customers, too: for a practice, those are clients."""
    wants = states.is_yes(row.get("accepts marketing", ""))
    is_subscriber = wants and bool(row.get("subscriber since"))
    return State.SUBSCRIBED if is_subscriber else State.NEVER_SUBSCRIBED


def _wix(row: Row) -> State:
    state = states.of_word(row.get("email subscriber status", ""))
    return State.NEVER_SUBSCRIBED if state is State.UNKNOWN else state


def _ours(row: Row) -> State:
    return own_format.state_of(row.get("status", ""), row.get("suppressed_for", ""))


def _service(name: str, columns: str, state: Callable[[Row], State], *consented: str) -> Service:
    known = frozenset(columns.split(", "))
    return Service(name, known, state, consented or ("created_at",))


SERVICES = [
    _service(own_format.NAME, "email, status, suppressed_for", _ours, "confirmed_at", "created_at"),
    _service("Mailchimp", "leid, euid", _mailchimp, "confirm_time", "optin_time"),
    _service("Substack", "email, email_disabled", _substack),
    _service("Ghost", "email, subscribed_to_emails", _ghost),
    _service(
        "Squarespace", "accepts marketing, subscriber since", _squarespace, "subscriber since"
    ),
    _service("Wix", "email subscriber status", _wix, "created at (utc+0)"),
    _service(
        "Shopify",
        "email, accepts email marketing",
        _wanted_if("accepts email marketing", State.NEVER_SUBSCRIBED),
    ),
    _service("beehiiv", "email, status, unsubscribed_at", WordIn("status")),
    _service("Buttondown", "email, type, creation_date", WordIn("type"), "creation_date"),
    _service("Buttondown", "email, subscriber_type", WordIn("subscriber_type"), "creation_date"),
    # Kit, MailerLite, and lists that people keep by hand.
    _service("", "status", WordIn("status"), "created_at", "subscribed", "subscribed at"),
    _service("", "state", WordIn("state"), "created_at", "subscribed", "subscribed at"),
]
