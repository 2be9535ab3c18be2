"""Mail backends that change, sign or copy a post's document before they send it."""

import copy
from base64 import b64decode, b64encode

import dkim
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from tests import strict_email
from tests.newsletter import backends, expected_email, rows
from wagtail_therapy.newsletter.composing import emails_to_readers
from wagtail_therapy.newsletter.sending import deliveries
from wagtail_therapy.newsletter.transport.backends import Transport
from wagtail_therapy.newsletter.transport.results import Outcome, SendResult

TAKEN = (200, {"MessageId": "1"}, {"x-amzn-RequestId": "r"})
KEYS = {"aws_access_key_id": "k", "aws_secret_access_key": "s", "region_name": "eu-west-1"}


@pytest.fixture
def post(practice, make_post):
    """A mailing to one reader, with a hard name and a hard title."""
    practice.name = practice.sender_name = expected_email.NAME
    practice.save()
    rows.subscriber(practice.site)
    rows.publish(make_post(expected_email.TITLE, excerpt=expected_email.TEXT))
    return rows.end_hold()


def work(mailing):
    deliveries.work_on(mailing)
    mailing.refresh_from_db()
    delivery = mailing.deliveries.get()
    assert (rows.states(mailing), mailing.paused_reason) == ({"sent": 1}, "")
    return delivery


def anymails(url):
    ours = {"AMAZON_SES_CLIENT_PARAMS": KEYS | {"endpoint_url": url}}
    return {"EMAIL_BACKEND": "anymail.backends.amazon_ses.EmailBackend", "ANYMAIL": ours}


def django_ses(url):
    name = f"{backends.__name__}.{backends.DjangoSESv2.__name__}"
    return {"EMAIL_BACKEND": name, "SES_URL": url.rstrip("/"), "SES_PATIENCE": 20}


@pytest.mark.parametrize("settings_for", [anymails, django_ses])
def test_post_through_amazon_ses_says_what_we_meant(
    post, use_mail_settings, provider, settings_for
):
    provider.answer = TAKEN
    use_mail_settings(backends.chosen(settings_for(provider.url)))
    delivery = work(post)

    [sent] = provider.messages
    content = b64decode(sent["Content"]["Raw"]["Data"]).replace(b"\r\n", b"\n")
    content = content.replace(b"\n", b"\r\n")
    assert expected_email.parsed(content) == expected_email.expected(delivery)
    assert strict_email.faults(content) == []
    assert sent["Destination"]["ToAddresses"] == [delivery.subscriber.email]


def test_post_through_anymails_amazon_ses_names_its_delivery(post, use_mail_settings, provider):
    provider.answer = TAKEN
    use_mail_settings(backends.chosen(anymails(provider.url)))
    delivery = work(post)

    [sent] = provider.messages
    content = b64decode(sent["Content"]["Raw"]["Data"])
    mail = rows.parsed_mail(content)
    assert mail["X-Metadata"] == f'{{"delivery_id": "{delivery.pk}"}}'


@pytest.fixture
def key():
    """A private key as OpenDKIM keeps it, and its record in the DNS."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    text = serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL
    private = key.private_bytes(*text, serialization.NoEncryption())
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    public = key.public_key().public_bytes(serialization.Encoding.DER, form)
    return private, public


def is_signed(content, public):
    record = b"v=DKIM1; k=rsa; p=" + b64encode(public)
    return dkim.verify(content, dnsfunc=lambda name, timeout=5: record)


@pytest.mark.parametrize("changed", [lambda document: document, copy.copy, copy.deepcopy])
def test_post_that_is_signed_arrives_as_we_meant(
    post, use_mail_settings, smtp_server, key, monkeypatch, changed
):
    private, public = key
    monkeypatch.setattr(backends.SigningBackend, "key", private)
    monkeypatch.setattr(backends.SigningBackend, "changed", staticmethod(changed))
    use_mail_settings(backends.settings_for(smtp_server, backends.SigningBackend))
    delivery = work(post)

    [mail] = smtp_server.messages()
    assert is_signed(mail.content, public)
    assert expected_email.parsed(mail.content) == expected_email.expected(delivery)
    assert strict_email.faults(mail.content) == []


def test_confirmation_that_is_signed_is_in_seven_bits(
    practice, use_mail_settings, smtp_server, key, monkeypatch
):
    private, public = key
    monkeypatch.setattr(backends.SigningBackend, "key", private)
    use_mail_settings(backends.settings_for(smtp_server, backends.SigningBackend))
    practice.sender_name = expected_email.NAME
    practice.save()
    message = emails_to_readers.confirmation(rows.subscriber(practice.site, status="pending"))
    with Transport() as transport:
        assert transport.send(message) == SendResult(Outcome.ACCEPTED)

    [mail] = smtp_server.messages()
    assert is_signed(mail.content, public)
    assert strict_email.faults(mail.content) == []
    [sender] = strict_email.fields(mail.content, "From")
    assert strict_email.mailbox_of(sender) == (expected_email.NAME, "posts@host.example")


def test_post_of_a_host_that_redirects_its_mail_names_the_new_reader(
    post, use_mail_settings, smtp_server
):
    use_mail_settings(backends.settings_for(smtp_server, backends.RedirectingBackend))
    work(post)
    [mail] = smtp_server.messages()
    assert (mail.rcpt_tos, mail.parsed["To"]) == (["dev@host.example"], "dev@host.example")
    assert mail.parsed["Subject"] == f"[test] {expected_email.TITLE}"


@pytest.mark.parametrize("is_post", [True, False])
def test_mail_names_no_machine(post, smtp_server, monkeypatch, is_post):
    """Not in any header, whatever the machine is called."""
    monkeypatch.setattr("django.core.mail.utils.DNS_NAME._fqdn", "machine.internal")
    monkeypatch.setattr("socket.getfqdn", lambda *_name: "machine.internal")
    if is_post:
        work(post)
    else:
        message = emails_to_readers.confirmation(
            rows.subscriber(post.site, "b@mail.example", "pending")
        )
        with Transport() as transport:
            transport.send(message)
    [mail] = smtp_server.messages()
    assert b"machine" not in mail.content
    [message_id] = strict_email.fields(mail.content, "Message-ID")
    assert message_id.endswith("@host.example>\r\n")
