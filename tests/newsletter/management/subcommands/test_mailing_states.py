"""``therapy_mail pause``, ``resume`` and ``cancel``: the admin's buttons, on the command line."""

import getpass

import pytest
from django.core.management import CommandError, call_command

from tests.newsletter import rows
from wagtail_therapy.newsletter import audit_log
from wagtail_therapy.newsletter.models import Mailing
from wagtail_therapy.newsletter.sending import mailed_pages, mailings

State = Mailing.State


@pytest.fixture
def act(mailing, capsys):
    """Return a function that runs the command and returns its line and the mailing's state."""

    def act(action, *arguments):
        call_command("therapy_mail", action, str(mailing.pk), *arguments)
        mailing.refresh_from_db()
        return capsys.readouterr().out.strip(), mailing.state

    return act


def recorded(mailing):
    return [(one.action.rpartition(".")[2], one.data) for one in audit_log.entries(mailing)]


def test_mailing_is_paused_resumed_and_cancelled_in_the_name_of_a_person(mailing, act):
    no_recipients = "no recipients yet"
    assert act("pause", "--as", "Orla") == (
        f"Mailing {mailing.pk}: paused, {no_recipients}",
        State.PAUSED,
    )
    assert act("resume", "--as", "Orla") == (
        f"Mailing {mailing.pk}: waiting, can be cancelled, {no_recipients}",
        State.HELD,
    )
    assert act("cancel") == (f"Mailing {mailing.pk}: cancelled, {no_recipients}", State.CANCELLED)
    assert recorded(mailing) == [
        ("cancel", {"by": getpass.getuser()}),
        ("resume", {"by": "Orla"}),
        ("pause", {"by": "Orla"}),
    ]


def test_page_of_the_mailing_names_who_was_at_the_command_line(mailing, act):
    for action in ("pause", "resume", "cancel"):
        act(action, "--as", "Orla")
    logged = [f"{entry.message} {entry.comment}" for entry in audit_log.entries(mailing)]
    assert logged == ["Cancelled (Orla)", "Resumed (Orla)", "Paused (Orla)"]


@pytest.mark.parametrize(
    ("action", "state", "sentence"),
    [
        ("pause", State.PAUSED, "is paused, so there is nothing to pause."),
        ("pause", State.FINISHED, "is sent, so there is nothing to pause."),
        ("resume", State.HELD, "only a mailing that is paused can be resumed."),
        ("resume", State.CANCELLED, "is cancelled, and only a mailing that is paused"),
        ("cancel", State.FINISHED, "is sent, so there is nothing to cancel."),
        ("cancel", State.CANCELLED, "is cancelled, so there is nothing to cancel."),
    ],
)
def test_what_the_state_does_not_allow_is_refused(mailing, act, action, state, sentence):
    Mailing.objects.update(state=state)
    with pytest.raises(CommandError) as refused:
        act(action)
    assert sentence in str(refused.value)
    mailing.refresh_from_db()
    assert (mailing.state, recorded(mailing)) == (state, [])


@pytest.mark.parametrize("action", ["pause", "resume", "cancel"])
def test_mailing_that_does_not_exist_is_refused(db, action):
    with pytest.raises(CommandError, match=r"^There is no mailing 7\.$"):
        call_command("therapy_mail", action, "7")


def test_mailing_that_a_person_cancelled_here_is_not_queued_by_publishing_again(mailing, act):
    """As if it had been cancelled in the admin, whose user may be deleted since."""
    act("cancel")
    rows.publish(mailing.page.specific)
    mailing.refresh_from_db()
    assert (mailing.state, Mailing.objects.count()) == (State.CANCELLED, 1)


def test_mailing_stays_cancelled_when_the_user_who_did_it_is_deleted(mailing, editor):
    mailings.cancel(mailing, editor)
    editor.delete()
    mailing.refresh_from_db()
    assert (mailing.is_withdrawn, mailed_pages.queue_for_page(mailing.page.specific)) == (
        False,
        None,
    )
