import getpass
import json

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from tests.newsletter import rows
from wagtail_therapy.newsletter.models import Delivery, Mailing
from wagtail_therapy.newsletter.sending import preparation

State = Mailing.State


@pytest.fixture
def half_known(ready_mailing):
    """A mailing to three readers; two of them may or may not have got it."""
    preparation.prepare(ready_mailing)
    ready_mailing.deliveries.update(
        state=Delivery.State.UNKNOWN, error_class="worker vanished", first_attempt_at=timezone.now()
    )
    ready_mailing.deliveries.filter(subscriber__email="active-1@mail.example").update(
        state=Delivery.State.SENT
    )
    ready_mailing.recount()
    ready_mailing.change_state([State.SENDING], state=State.FINISHED_WITH_UNKNOWN)
    return ready_mailing


@pytest.fixture
def ids(half_known):
    unknown = half_known.deliveries.filter(state=Delivery.State.UNKNOWN).order_by("pk")
    return list(unknown.values_list("pk", flat=True))


def resolve(capsys, *arguments):
    call_command("therapy_mail", "resolve", *map(str, arguments))
    return capsys.readouterr().out


def test_resolve_lists_the_mailings_that_have_unknowns(half_known, capsys):
    assert resolve(capsys) == f"{half_known.pk}  testserver  2\n"


def test_resolve_lists_the_unknown_of_a_mailing(half_known, ids, capsys):
    lines = resolve(capsys, half_known.pk).splitlines()
    first = timezone.localtime(half_known.deliveries.get(pk=ids[0]).first_attempt_at)
    assert lines[0] == f"{ids[0]}  a•••@•••  {first:%Y-%m-%d %H:%M}  worker vanished"
    assert len(lines) == 2


def test_resolve_lists_who_was_erased(half_known, ids, capsys):
    half_known.deliveries.update(subscriber=None)
    rows_ = json.loads(resolve(capsys, half_known.pk, "--json"))
    assert [(row["id"], row["address"]) for row in rows_] == [(pk, "erased") for pk in ids]


def test_resolve_when_nothing_is_unknown(mailing, capsys):
    assert resolve(capsys) == "Nothing is unknown.\n"
    assert resolve(capsys, mailing.pk) == "Nothing is unknown.\n"


def test_resolve_settles_all_as_sent(half_known, capsys):
    assert resolve(capsys, half_known.pk, "--sent", "--all") == (
        f"2 settled. Mailing {half_known.pk}: sent, "
        "3 recipients = 3 sent + 0 unknown + 0 failed + 0 skipped + 0 left\n"
    )
    resolved_by = half_known.deliveries.order_by("pk").values_list("resolved_by", flat=True)
    assert list(resolved_by) == [getpass.getuser(), "", getpass.getuser()]


def test_resolve_settles_one_as_sent(half_known, ids, capsys):
    resolve(capsys, half_known.pk, "--sent", ids[0], "--as", "Ada Example")
    assert rows.states(half_known) == {"sent": 2, "unknown": 1}
    assert half_known.deliveries.get(pk=ids[0]).resolved_by == "Ada Example"


def test_resolve_sends_again_with_yes(half_known, capsys):
    printed = json.loads(resolve(capsys, half_known.pk, "--send-again", "--all", "--yes", "--json"))
    assert (printed["settled"], printed["mailing"]["state"], printed["mailing"]["left"]) == (
        2,
        "sending",
        2,
    )
    assert rows.states(half_known) == {"sent": 1, "queued": 2}


def test_resolve_does_not_send_again_unasked(half_known, ids, capsys):
    with pytest.raises(CommandError, match=r"^2 readers may get this email a second time\."):
        resolve(capsys, half_known.pk, "--send-again", *ids)
    assert rows.states(half_known) == {"sent": 1, "unknown": 2}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("answer", "states"),
    [("y\n", {"sent": 1, "queued": 2}), ("\n", {"sent": 1, "unknown": 2})],
)
def test_resolve_asks_on_a_terminal(half_known, therapy_mail, answer, states):
    arguments = ["resolve", str(half_known.pk), "--send-again", "--all"]
    shown = therapy_mail.run_on_a_terminal(*arguments, answer=answer)
    assert "2 readers may get this email a second time. Send it again? [y/N]" in shown
    assert rows.states(half_known) == states


def test_resolve_does_not_send_again_what_was_cancelled(half_known, capsys):
    half_known.change_state([State.FINISHED_WITH_UNKNOWN], state=State.CANCELLED)
    with pytest.raises(CommandError, match="can't be sent again: it is cancelled"):
        resolve(capsys, half_known.pk, "--send-again", "--all", "--yes")


def test_resolve_settles_no_delivery_that_is_known_or_of_another_mailing(half_known, ids, capsys):
    known = half_known.deliveries.get(state=Delivery.State.SENT)
    message = f"^Not unknown deliveries of mailing {half_known.pk}: {known.pk}, 999999$"
    with pytest.raises(CommandError, match=message):
        resolve(capsys, half_known.pk, "--sent", *ids, known.pk, 999999)
    assert rows.states(half_known) == {"sent": 1, "unknown": 2}


@pytest.mark.parametrize(
    "arguments",
    [
        ["{pk}", "--sent"],
        ["{pk}", "--sent", "1", "--all"],
        ["--sent", "--all"],
        ["{pk}", "--all", "--sent", "--send-again"],
        ["999999"],
        ["{pk}", "--sent", "--all", "--as", "x" * 151],
    ],
)
def test_resolve_refuses_what_is_not_clear(half_known, capsys, arguments):
    with pytest.raises(CommandError):
        resolve(capsys, *[argument.format(pk=half_known.pk) for argument in arguments])
    assert rows.states(half_known) == {"sent": 1, "unknown": 2}
