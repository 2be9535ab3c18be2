"""Numbers for a crisis that a person has verified, and the kinds of help that they lead to.

Only for countries in which that was done. A practice elsewhere writes its own.
"""

import re
from dataclasses import dataclass
from typing import TypeAlias

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

NOT_DIALLED = re.compile(r"[^+0-9]")

Text: TypeAlias = str | Promise


@dataclass(frozen=True)
class Line:
    """Somebody to turn to, and each way in which they can be reached."""

    name: Text
    call: str = ""
    sms: str = ""
    # What to write to ``sms``.
    word: str = ""
    url: str = ""
    note: Text = ""

    @property
    def call_url(self) -> str:
        return phone_url("tel", self.call)

    @property
    def sms_url(self) -> str:
        # RFC 5724
        return phone_url("sms", self.sms) + (f"?body={self.word}" if self.word else "")


def phone_url(scheme: str, number: str) -> str:
    """Return the address of a number however it is written: "9-8-8" is tel:988."""
    return f"{scheme}:{NOT_DIALLED.sub('', number)}"


@dataclass(frozen=True)
class Preset:
    emergency_number: str
    lines: list[Line]


class Country(models.TextChoices):
    UNITED_STATES = "us", _("United States")
    CANADA = "ca", _("Canada")
    # Not the other parts of the United Kingdom: their lines differ.
    ENGLAND = "england", _("England")


ANYWHERE = Line(_("In another country"), url="https://findahelpline.com/")

# No "press 3" at 988: that line for young people ended on 17 July 2025.
PRESETS = {
    Country.UNITED_STATES: Preset(
        "911",
        [
            Line(
                _("Suicide and crisis lifeline"),
                call="988",
                sms="988",
                url="https://988lifeline.org/",
                note=_("Veterans: call, then press 1."),
            ),
            Line(_("Crisis Text Line"), sms="741741"),
            ANYWHERE,
        ],
    ),
    Country.CANADA: Preset(
        "911", [Line(_("Suicide crisis helpline"), call="9-8-8", sms="9-8-8"), ANYWHERE]
    ),
    Country.ENGLAND: Preset(
        "999",
        [
            Line(pgettext_lazy("health service", "NHS"), call="111", note=_("Choose option 2.")),
            Line(_("Samaritans"), call="116 123"),
            Line(_("Shout"), sms="85258", word="SHOUT"),
            ANYWHERE,
        ],
    ),
}
