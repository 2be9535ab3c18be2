"""Plays Mailgun: what it answers, and the mails that it makes of what is posted.

https://documentation.mailgun.com/docs/mailgun/user-manual/sending-messages/batch-sending
"""

import json
import re
from dataclasses import dataclass

ACCEPTED = (200, {"id": "<1@host.example>", "message": "Queued. Thank you."})
MANY = 1000


@dataclass(frozen=True)
class Mail:
    """One mail, as its reader has it before them."""

    envelope: str
    to: list[str]
    content: dict[str, str]
    metadata: dict[str, str]


def accept(form):
    """Answer a post as Mailgun does."""
    if len(form["to"]) > MANY:
        return 400, {"message": "to parameter is too large"}
    return ACCEPTED


def mails(forms) -> list[Mail]:
    return [mail for form in forms for mail in _mails(form)]


def _mails(form):
    fields = {name: values[0] for name, values in form.items()}
    variables = json.loads(fields.pop("recipient-variables", "{}"))
    for address in [*form["to"], *form.get("cc", []), *form.get("bcc", [])]:
        mine = variables.get(address)
        filled = {name: _fill(value, mine or {}) for name, value in fields.items() if name != "to"}
        yield Mail(
            envelope=address,
            # Whoever has no variables sees them all.
            to=form["to"] if mine is None else [address],
            content={name: value for name, value in filled.items() if name[:2] != "v:"},
            metadata={name[2:]: value for name, value in filled.items() if name[:2] == "v:"},
        )


def _fill(text, variables):
    known = {f"%recipient.{name}%": value for name, value in variables.items()}
    return re.sub(r"%recipient\.[\w:-]+%", lambda found: known.get(found[0], found[0]), text)
