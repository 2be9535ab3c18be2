"""``therapy_mail rehash``: move the hashes of addresses to the key in use."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand

from wagtail_therapy.conf import conf
from wagtail_therapy.newsletter.readers import address_rehashing
from wagtail_therapy.newsletter.readers.address_rehashing import UnmovedHashes

HELP = "Moves the hashes of addresses to the newest key, and says which older keys must stay."


def add_arguments(parser: ArgumentParser) -> None:
    pass


def handle(command: BaseCommand, **options: Any) -> None:
    moved = address_rehashing.rehash()
    current, *older = conf.address_keys
    command.stdout.write(f"{moved} rows moved to {current}.")
    bound = address_rehashing.unmoved_hashes()
    for one in bound:
        command.stdout.write(_line(one))
    for name in older:
        if name not in {one.setting for one in bound}:
            command.stdout.write(f"{name}: no hash was made with it.")
    if older:
        command.stdout.write("Links in older emails also need the key that was used then.")


def _line(bound: UnmovedHashes) -> str:
    facts = f"{bound.suppressions} suppressions, {bound.consent_events} consent events"
    facts += f" and {bound.deliveries} deliveries, of addresses that are gone"
    if not bound.setting:
        return f"A key that isn't in your settings made {facts}. Put it into ADDRESS_KEY_FALLBACKS."
    if bound.suppressions or bound.consent_events:
        return f"{bound.setting} must stay: it made {facts}."
    return f"{bound.setting} can go once no more complaints come about these: it made {facts}."
