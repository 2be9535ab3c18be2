"""Mail backends that send nothing: no mailing begins, nothing counts as sent, each door says it."""

import pytest
from django.core.mail import EmailMessage
from django.core.management import CommandError, call_command

from tests.mail_settings import backend_settings
from tests.newsletter import rows, visitors
from tests.newsletter.doctor.facts import facts
from tests.practice import ready_practice
from wagtail_therapy.newsletter import checks, tasks
from wagtail_therapy.newsletter.doctor import email_backend
from wagtail_therapy.newsletter.models import Mailing, Subscriber
from wagtail_therapy.newsletter.readers import confirmations
from wagtail_therapy.newsletter.sending import deliveries
from wagtail_therapy.newsletter.transport.backends import Transport
from wagtail_therapy.newsletter.transport.results import Outcome, SendResult
from wagtail_therapy.practice.emails import development_backends
from wagtail_therapy.practice.readiness import Effort

CONSOLE = "django.core.mail.backends.console.EmailBackend"


@pytest.fixture
def printing(use_mail_settings, therapy):
    """The settings of a developer's machine, as `wagtail start` writes them."""
    therapy(MAIL_ALLOW_DEVELOPMENT_BACKENDS=False)
    use_mail_settings(backend_settings(CONSOLE))


@pytest.fixture
def owed(site):
    """A reader who waits for a confirmation email."""
    return visitors.ask(site)


def test_mailing_is_not_begun(mailing, site, printing, capsys):
    rows.subscribers(site, 3)
    assert deliveries.work_on(mailing) is False
    mailing.refresh_from_db()
    assert (mailing.state, mailing.total, mailing.heartbeat_at) == (Mailing.State.HELD, 0, None)
    assert capsys.readouterr() == ("", "")


def test_mailing_that_was_not_begun_is_sent_with_other_settings(
    mailing, site, therapy, printing, use_mail_settings, smtp_server
):
    rows.subscribers(site, 3)
    deliveries.work_on(mailing)
    server = {"host": smtp_server.host, "port": smtp_server.port}
    smtp = "django.core.mail.backends.smtp.EmailBackend"
    use_mail_settings(
        {"MAILERS": {"default": {"BACKEND": smtp, "OPTIONS": server}}}
        if "MAILERS" in backend_settings(smtp)
        else backend_settings(smtp)
    )
    deliveries.work_on(mailing)
    assert len(smtp_server.recipients()) == 3


def test_confirmation_stays_owed(owed, practice, printing, capsys):
    assert (confirmations.send(owed), confirmations.send_due(10)) == (
        False,
        0,
    )
    tasks.send_confirmation(subscriber_id=owed.pk)
    after = Subscriber.objects.get()
    assert confirmations.due() == [owed.pk]
    assert (after.confirmation_attempts, after.confirmation_sent_at) == (0, None)
    assert capsys.readouterr() == ("", "")


def test_transport_hands_nothing_over(printing, capsys):
    with Transport() as transport:
        result = transport.send(EmailMessage("Subject", "Text", to=["reader@mail.example"]))
    assert result == SendResult(Outcome.MISCONFIGURED, "DevelopmentBackendError")
    assert capsys.readouterr() == ("", "")


def test_run_says_why_and_changes_nothing(mailing, site, owed, printing, capsys):
    rows.subscribers(site, 3)
    with pytest.raises(CommandError) as error:
        call_command("therapy_mail", "run", "--verbosity", "0")
    assert str(error.value) == development_backends.refusal_reason()
    assert (Mailing.objects.get().state, confirmations.due()) == (Mailing.State.HELD, [owed.pk])
    assert capsys.readouterr() == ("", "")


def test_run_sends_where_it_is_allowed(mailing, site, therapy, printing, capsys):
    therapy(MAIL_ALLOW_DEVELOPMENT_BACKENDS=True)
    rows.subscribers(site, 1)
    call_command("therapy_mail", "run")
    assert Mailing.objects.get().sent == 1
    assert "To: active-0@mail.example" in capsys.readouterr().out


def test_self_test_says_why(site, practice, printing, capsys):
    with pytest.raises(CommandError):
        call_command("therapy_mail", "doctor", "--send-to", "reader@mail.example")
    assert capsys.readouterr().out == (
        f"FAIL  Self-test to r•••@•••: {development_backends.refusal_reason()}\n"
    )


@pytest.mark.parametrize(
    ("is_allowed", "plain", "in_production"), [(False, ["W011"], ["E012"]), (True, [], ["W013"])]
)
def test_checks_tell(printing, therapy, is_allowed, plain, in_production):
    therapy(MAIL_ALLOW_DEVELOPMENT_BACKENDS=is_allowed)
    found = [checks.check_mail_backend(None), checks.check_mail_backend_of_production(None)]
    ids = [[one.id.removeprefix("wagtail_therapy_newsletter.") for one in each] for each in found]
    assert ids == [plain, in_production]


def test_checks_find_nothing_wrong_with_a_mail_server(smtp_server, therapy):
    therapy(MAIL_ALLOW_DEVELOPMENT_BACKENDS=False)
    found = [*checks.check_mail_backend(None), *checks.check_mail_backend_of_production(None)]
    assert found == []


@pytest.mark.parametrize(("is_allowed", "level"), [(False, "FAIL"), (True, "WARN")])
def test_doctor_reports_a_development_backend(site, printing, therapy, is_allowed, level):
    therapy(MAIL_ALLOW_DEVELOPMENT_BACKENDS=is_allowed)
    fact = f"is {CONSOLE}, which sends nothing to a mail server."
    fact += " Emails count as sent all the same." if is_allowed else ""
    assert facts(email_backend.examine(site)) == {"Mail backend": (level, fact)}


@pytest.mark.parametrize(("is_allowed", "codes"), [(False, ["mail_backend"]), (True, [])])
def test_readiness_report_names_a_development_backend(site, printing, therapy, is_allowed, codes):
    therapy(MAIL_ALLOW_DEVELOPMENT_BACKENDS=is_allowed)
    ready_practice.practice(site)
    assert ready_practice.found(site, Effort.GLANCE) == codes
