"""A batch that would show readers each other's addresses is not sent, whoever made it one."""

from contextlib import contextmanager

import pytest
from anymail.backends.mailgun import EmailBackend, MailgunPayload
from anymail.signals import pre_send

from tests.newsletter import mailgun, rows
from tests.newsletter.workers import EVERYBODY, work
from wagtail_therapy.newsletter import mailings
from wagtail_therapy.newsletter.models import Mailing

State = Mailing.State
REASON = (
    "The mail server refuses the sender (AddressesVisibleError). Check the mail settings, "
    "then resume."
)


@contextmanager
def before_sending(change):
    """A host's own code changes every message."""

    def receiver(message, **kwargs):
        change(message)

    pre_send.connect(receiver)
    yield
    pre_send.disconnect(receiver)


class WithoutVariables(MailgunPayload):
    def serialize_data(self):
        data = super().serialize_data()
        return {name: value for name, value in data.items() if name != "recipient-variables"}


class WithoutSome(MailgunPayload):
    def populate_recipient_variables(self):
        self.to_emails.pop()
        super().populate_recipient_variables()


class HostsBackend(EmailBackend):
    """As a host may have it."""

    payload_class = WithoutVariables

    def build_message_payload(self, message, defaults):
        return self.payload_class(message, defaults, self)


class HostsOther(HostsBackend):
    payload_class = WithoutSome


def use_backend(settings, name):
    path = f"tests.newsletter.test_batches_privacy.{name}"
    if hasattr(settings, "MAILERS"):
        settings.MAILERS = {"default": {"BACKEND": path}}
    else:
        settings.EMAIL_BACKEND = path


def forget_merging(message):
    for name in ("merge_data", "merge_headers", "merge_metadata"):
        delattr(message, name)


def hide_all_but_one(message):
    message.bcc = message.to[1:]
    message.to = message.to[:1]


def refused(mailing, provider):
    assert work(mailing) == (State.PAUSED, {"queued": 3})
    assert (mailing.paused_reason, provider.bodies) == (REASON, [])
    found = mailing.deliveries.values_list("attempts", "claim", "first_attempt_at", "lease_until")
    return set(found) == {(0, None, None, None)}


@pytest.mark.parametrize(
    "change",
    [
        forget_merging,
        hide_all_but_one,
        lambda message: message.cc.append("practice@host.example"),
        lambda message: message.bcc.append("archive@host.example"),
        lambda message: message.to.insert(0, "Archive <archive@host.example>"),
    ],
    ids=["no variables", "all but one hidden", "cc", "bcc", "a name"],
)
def test_message_that_a_host_has_changed(mailing, site, batches, change):
    rows.subscribers(site, 3)
    with before_sending(change):
        assert refused(mailing, batches)


@pytest.mark.parametrize("defaults", [{"bcc": ["a@host.example"]}, {"cc": ["a@host.example"]}])
def test_copies_by_settings(mailing, site, batches, settings, defaults):
    rows.subscribers(site, 3)
    settings.ANYMAIL = settings.ANYMAIL | {"SEND_DEFAULTS": defaults}
    assert refused(mailing, batches)


@pytest.mark.parametrize("name", ["HostsBackend", "HostsOther"])
def test_backend_of_a_host(mailing, site, batches, settings, name):
    rows.subscribers(site, 3)
    use_backend(settings, name)
    assert refused(mailing, batches)


def test_mailing_goes_on_when_that_is_put_right(mailing, site, batches):
    rows.subscribers(site, 3)
    with before_sending(forget_merging):
        work(mailing)
    mailings.resume(mailing)
    assert work(mailing) == (State.FINISHED, {"sent": 3})


def test_batch_of_one_needs_no_variables(mailing, site, batches):
    [reader] = rows.subscribers(site, 1)
    assert work(mailing) == (State.FINISHED, {"sent": 1})
    [mail] = mailgun.mails(batches.messages)
    assert (mail.to, "%recipient" in str(mail)) == ([reader.email], False)


def test_one_by_one_copies_by_settings_are_a_hosts_own_affair(
    mailing, site, batches, therapy, settings
):
    therapy(MAIL_BATCHES=False)
    settings.ANYMAIL = settings.ANYMAIL | {"SEND_DEFAULTS": {"bcc": ["a@host.example"]}}
    rows.subscribers(site, 3)
    assert work(mailing) == (State.FINISHED, {"sent": 3})
    assert [form["to"] for form in batches.messages] == [[one] for one in EVERYBODY]
