"""Who did what to a mailing, and when."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from tests.newsletter import editors, provider_reports, rows
from wagtail_therapy.newsletter import audit_log
from wagtail_therapy.newsletter.models import Delivery, Mailing
from wagtail_therapy.newsletter.sending import mailings, manual_resolution

State = Mailing.State


@pytest.fixture
def held(practice, make_post):
    """A mailing that is still held."""
    rows.publish(make_post())
    return Mailing.objects.get()


def recorded(mailing):
    """Return the acts on a mailing in their order, with their users."""
    return [(entry.action, entry.user) for entry in reversed(audit_log.entries(mailing))]


def actions_on_page(client, mailing):
    """Return who did what as the page of the mailing says, without the times."""
    table = editors.parsed(client.get(mailing.get_absolute_url())).select("main table")[-1]
    cells = [
        [" ".join(cell.get_text(" ").split()) for cell in row.select("td")]
        for row in table.select("tbody tr")
    ]
    return [row[1:] for row in cells]


@pytest.mark.parametrize(
    ("act", "state", "action"),
    [
        (mailings.send_now, State.HELD, "send_now"),
        (mailings.cancel, State.HELD, "cancel"),
        (mailings.cancel, State.PAUSED, "cancel"),
        (mailings.resume, State.PAUSED, "resume"),
        (mailings.reschedule, State.CANCELLED, "reschedule"),
        (mailings.reschedule, State.EXPIRED, "reschedule"),
        (lambda mailing, user=None: mailings.pause(mailing, "By hand.", user), "held", "pause"),
    ],
)
def test_each_act_is_recorded_with_its_user(held, editor, act, state, action):
    held.change_state([State.HELD], state=state)
    assert act(held, user=editor) is True
    [entry] = ModelLogEntry.objects.for_instance(held)
    assert (entry.action, entry.user, entry.label) == (
        f"wagtail_therapy.mailing.{action}",
        editor,
        "On endings",
    )
    assert abs(entry.timestamp - timezone.now()) < timedelta(minutes=1)


@pytest.mark.parametrize(
    "act",
    [
        mailings.send_now,
        mailings.cancel,
        mailings.resume,
        mailings.reschedule,
        lambda mailing: mailings.pause(mailing, "By hand."),
    ],
)
def test_an_act_that_comes_too_late_is_not_recorded(finished, act):
    assert (act(finished), recorded(finished)) == (False, [])


def test_what_cannot_be_recorded_is_not_done(held, monkeypatch):
    monkeypatch.setattr(audit_log, "record", lambda *args, **data: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        mailings.pause(held, "By hand.")
    held.refresh_from_db()
    assert held.state == State.HELD


def test_a_worker_that_pauses_is_no_user(editor_client, held):
    mailings.pause_for_sender(held, "550")
    assert recorded(held) == [(audit_log.PAUSE, None)]
    why = "The mail server refuses the sender (550). Check the mail settings, then resume."
    assert actions_on_page(editor_client, held) == [["system", f"Paused {why}"]]


def test_buttons_record_who_pressed_them(editor_client, editor, held):
    for name in ("pause", "resume", "send_now", "cancel", "reschedule"):
        editor_client.post(reverse(f"therapy_mailings:{name}", args=[held.pk]))
    who = editor.get_username()
    assert actions_on_page(editor_client, held) == [
        [who, "Scheduled again"],
        [who, "Cancelled"],
        [who, "Sent without waiting any longer"],
        [who, "Resumed"],
        [who, "Paused"],
    ]


def test_taking_a_post_offline_cancels_its_mail_in_the_name_of_who_did_it(
    editor_client, editor, held
):
    editor_client.post(reverse("wagtailadmin_pages:unpublish", args=[held.page_id]))
    held.refresh_from_db()
    assert (held.state, recorded(held)) == (State.CANCELLED, [(audit_log.CANCEL, editor)])


@pytest.mark.parametrize(
    ("act", "action", "message"),
    [
        (
            manual_resolution.mark_sent,
            "wagtail_therapy.mailing.mark_sent",
            "1 recipient without an answer marked as sent",
        ),
        (
            manual_resolution.send_again,
            "wagtail_therapy.mailing.send_again",
            "Sent again to 1 recipient without an answer",
        ),
    ],
)
def test_settling_unknown_deliveries_is_recorded(
    editor_client, editor, finished, delivery, act, action, message
):
    act(finished, "ada", user=editor)
    assert recorded(finished) == [(action, editor)]
    assert actions_on_page(editor_client, finished) == [[editor.get_username(), message]]
    act(finished, "ada", [], user=editor)
    assert len(recorded(finished)) == 1


@pytest.mark.parametrize(
    ("option", "action"),
    [("--sent", audit_log.MARK_SENT), ("--send-again", audit_log.SEND_AGAIN)],
)
def test_the_command_records_its_word_and_no_user(finished, delivery, option, action, capsys):
    call_command("therapy_mail", "resolve", finished.pk, option, "--all", "--as=ada", "--yes")
    [entry] = audit_log.entries(finished)
    assert (entry.action, entry.user, entry.data) == (action, None, {"by": "ada", "number": 1})


def test_the_log_of_a_mailing_names_no_reader(finished, delivery):
    manual_resolution.mark_sent(finished, "ada")
    [entry] = audit_log.entries(finished).values()
    assert Delivery.objects.get().subscriber.email == provider_reports.ADDRESS
    assert provider_reports.ADDRESS not in str(entry)


def test_site_history_leads_superusers_to_the_mailing(editor_client, editor, held):
    mailings.send_now(held, user=editor)
    page = editors.parsed(editor_client.get(reverse("wagtailadmin_reports:site_history")))
    links = [link["href"] for link in page.select("main table a")]
    assert held.get_absolute_url() in links


def test_site_history_has_no_mailings_without_permission(site, editor, held):
    mailings.send_now(held, user=editor)
    codenames = ["change_subscriber", "view_subscriber"]
    client = editors.member(site, "publish_page", model_permissions=codenames)
    report = client.get(reverse("wagtailadmin_reports:site_history"))
    assert (report.status_code, "Sent without waiting any longer" in report.text) == (200, False)
