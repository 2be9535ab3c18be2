"""``therapy_mail resolve``: settle deliveries with an unknown result."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand
from django.core.management.base import CommandError
from django.db.models import F

from wagtail_therapy.newsletter import tasks
from wagtail_therapy.newsletter.models import Mailing
from wagtail_therapy.newsletter.sending import manual_resolution, progress

from . import acting_user, mailing_states, output

HELP = "Lists the deliveries whose result is unknown, and settles them as you say."


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("mailing", type=int, nargs="?", help="without it: all that have unknowns")
    settlement = parser.add_mutually_exclusive_group()
    settlement.add_argument(
        "--sent", type=int, nargs="*", metavar="ID", help="these deliveries have arrived"
    )
    settlement.add_argument(
        "--send-again", type=int, nargs="*", metavar="ID", help="send these once more"
    )
    parser.add_argument(
        "--all", action="store_true", help="all unknown deliveries of the mailing, instead of IDs"
    )
    acting_user.add_argument(parser)
    parser.add_argument("--yes", action="store_true", help="don't ask before sending again")
    parser.add_argument("--json", action="store_true", dest="as_json", help="for a program")


def handle(
    command: BaseCommand,
    *,
    mailing: int | None,
    sent: list[int] | None,
    send_again: list[int] | None,
    as_json: bool,
    **options: Any,
) -> None:
    ids = sent if sent is not None else send_again
    if ids is None:
        _list(command, mailing, as_json)
        return
    mailing = _mailing(mailing)
    chosen = _chosen(mailing, ids, options["all"])
    by = acting_user.name(options["by"])
    if sent is not None:
        number = manual_resolution.mark_sent(mailing, by, chosen)
    else:
        number = _send_again(command, mailing, by, chosen, options["yes"])
    _report(command, mailing, number, as_json)


def _mailing(pk: int | None) -> Mailing:
    if pk is None:
        raise CommandError("Give the mailing: therapy_mail resolve MAILING --sent --all")
    return mailing_states.one(pk)


def _chosen(mailing: Mailing, ids: list[int], is_all: bool) -> list[int]:
    """Return the ids of those deliveries that are unknown now. Raises CommandError for others."""
    if bool(ids) == is_all:
        raise CommandError("Give the ids of the deliveries, or --all.")
    unknown = manual_resolution.unknown(mailing, None if is_all else ids)
    chosen = list(unknown.values_list("pk", flat=True))
    if others := sorted(set(ids) - set(chosen)):
        names = ", ".join(map(str, others))
        raise CommandError(f"Not unknown deliveries of mailing {mailing.pk}: {names}")
    return chosen


def _send_again(
    command: BaseCommand, mailing: Mailing, by: str, ids: list[int], is_sure: bool
) -> int:
    if ids and not is_sure:
        consequence = f"{output.readers(len(ids))} may get this email a second time."
        acting_user.ask(command, consequence, "Send it again?")
    try:
        number = manual_resolution.send_again(mailing, by, ids)
    except manual_resolution.CannotSendAgainError as error:
        raise CommandError(output.cannot_send_again(mailing, error)) from error
    tasks.enqueue(tasks.send_mailing, mailing_id=mailing.pk)
    return number


def _report(command: BaseCommand, mailing: Mailing, number: int, as_json: bool) -> None:
    [current] = progress.of([mailing])
    if as_json:
        command.stdout.write(output.as_json({"settled": number, "mailing": current.as_dict()}))
    else:
        command.stdout.write(f"{number} settled. {output.line(current)}")


def _list(command: BaseCommand, pk: int | None, as_json: bool) -> None:
    rows = _mailings_with_unknown() if pk is None else _unknown_of(_mailing(pk))
    if as_json:
        command.stdout.write(output.as_json(rows))
        return
    for row in rows:
        command.stdout.write("  ".join(output.cell(value) for value in row.values()))
    if not rows:
        command.stdout.write("Nothing is unknown.")


def _mailings_with_unknown() -> list[dict[str, Any]]:
    some = Mailing.objects.filter(unknown__gt=F("deleted_unknown")).order_by("pk")
    return [
        {"id": one.pk, "site__hostname": one.site.hostname, "unknown": one.kept_unknown}
        for one in some.select_related("site").defer("html", "text", "serialized")
    ]


def _unknown_of(mailing: Mailing) -> list[dict[str, Any]]:
    deliveries = manual_resolution.unknown(mailing).select_related("subscriber")
    return [
        {
            "id": delivery.pk,
            "address": delivery.subscriber.masked_email if delivery.subscriber else "erased",
            "first_attempt_at": delivery.first_attempt_at,
            "reason": delivery.error_class,
        }
        for delivery in deliveries
    ]
