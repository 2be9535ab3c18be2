"""What a service says about a subscriber, and the words with which services say it."""

from enum import StrEnum, auto


class State(StrEnum):
    SUBSCRIBED = auto()
    # Entered an address and never confirmed it.
    UNCONFIRMED = auto()
    # Wanted no emails for a time.
    PAUSED = auto()
    # A contact or customer, who never asked for emails.
    NEVER_SUBSCRIBED = auto()
    LEFT = auto()
    # Emails came back.
    BOUNCED = auto()
    COMPLAINED = auto()
    # The other practice decided never to email this address.
    BLOCKED = auto()
    # The file has no column for it.
    NOT_SAID = auto()
    # The file has a column for it, with a word that we don't know.
    UNKNOWN = auto()


# Of Buttondown, beehiiv, Kit, MailerLite, Wix, Jetpack and others.
WORDS = {
    State.SUBSCRIBED: "active subscribed regular premium gifted trialed confirmed",
    State.UNCONFIRMED: "unconfirmed unactivated pending upcoming not_confirmed",
    State.PAUSED: "paused",
    State.NEVER_SUBSCRIBED: "never_subscribed not_subscribed nonsubscribed non-subscribed",
    State.LEFT: "unsubscribed inactive cancelled canceled removed",
    State.BOUNCED: "bounced undeliverable cleaned not_sending",
    State.COMPLAINED: "complained junk spam",
    State.BLOCKED: "blocked",
}
STATES = {word: state for state, words in WORDS.items() for word in words.split()}
YES, NO = {"true", "yes", "1"}, {"false", "no", "0"}


def of_word(word: str) -> State:
    return STATES.get("_".join(word.lower().split()), State.UNKNOWN)


def is_yes(word: str) -> bool | None:
    """Return what a cell for yes or no says; None if it says neither."""
    word = word.strip().lower()
    return True if word in YES else False if word in NO else None
