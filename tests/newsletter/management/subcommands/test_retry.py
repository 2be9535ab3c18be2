import pytest
from django.core.management import CommandError, call_command

from tests.newsletter import rows
from wagtail_therapy.newsletter import audit_log
from wagtail_therapy.newsletter.models import Delivery, Mailing
from wagtail_therapy.newsletter.sending import preparation

State = Mailing.State


@pytest.fixture
def failed(ready_mailing):
    """A mailing that one of three readers didn't get."""
    preparation.prepare(ready_mailing)
    ready_mailing.deliveries.update(state=Delivery.State.SENT)
    first = ready_mailing.deliveries.filter(subscriber__email="active-0@mail.example")
    first.update(state=Delivery.State.FAILED, error_class="RCPT 550", attempts=1)
    ready_mailing.recount()
    ready_mailing.change_state([State.SENDING], state=State.FINISHED)
    return ready_mailing


def test_retry_queues_what_failed(failed, capsys):
    call_command("therapy_mail", "retry", failed.pk, "--yes", "--as", "ada")
    assert capsys.readouterr().out == (
        f"1 queued again. Mailing {failed.pk}: sending, "
        "3 recipients = 2 sent + 0 unknown + 0 failed + 0 skipped + 1 left\n"
    )
    [entry] = audit_log.entries(failed)
    assert (entry.action, entry.data) == (audit_log.TRY_AGAIN, {"by": "ada", "number": 1})


def test_retry_asks_first(failed):
    with pytest.raises(CommandError, match=r"^This mails 1 reader again\. Add --yes if you want"):
        call_command("therapy_mail", "retry", failed.pk)
    assert rows.states(failed) == {"failed": 1, "sent": 2}


def test_retry_without_any_failed_changes_nothing(failed, capsys):
    failed.deliveries.update(state=Delivery.State.SENT)
    call_command("therapy_mail", "retry", failed.pk)
    assert capsys.readouterr().out.startswith("0 queued again.")


def test_retry_says_why_it_cannot(failed):
    cannot = f"Mailing {failed.pk} can't be sent again: "
    failed.page.unpublish()
    with pytest.raises(CommandError, match=f"^{cannot}readers can't open its post.$"):
        call_command("therapy_mail", "retry", failed.pk, "--yes")
    Mailing.objects.update(state=State.SENDING)
    with pytest.raises(CommandError, match=f"^{cannot}it is sending.$"):
        call_command("therapy_mail", "retry", failed.pk, "--yes")
