"""How what a provider of anymail says, or does not, becomes one of our outcomes."""

import socket
from contextlib import ExitStack

import pytest
from anymail.utils import parse_single_address

from tests.newsletter import provider_server, rows
from tests.practice.emails import test_headers
from wagtail_therapy.newsletter.models import Mailing
from wagtail_therapy.newsletter.sending import deliveries, mailings
from wagtail_therapy.newsletter.transport.backends import Transport
from wagtail_therapy.newsletter.transport.results import Outcome, SendResult
from wagtail_therapy.practice.emails.headers import Mailbox
from wagtail_therapy.practice.emails.messages import PracticeEmail


def accept(message):
    return 200, {"ErrorCode": 0, "Message": "OK", "MessageID": "id-1", "To": message["To"]}


INACTIVE = (
    "Found inactive addresses: reader@mail.example. Inactive recipients are ones that have bounced."
)


@pytest.fixture
def provider():
    with provider_server.serve() as provider:
        provider.answer = accept
        yield provider


def message(to="reader@mail.example", **headers):
    mail = PracticeEmail("On endings", "Text", "posts@host.example", [to])
    mail.extra_headers = headers
    mail.attach_alternative("<p>Text</p>", "text/html")
    return mail


def sent(mail=None, delivery_id=None):
    mail = mail or message()
    with Transport() as transport:
        return transport.send(mail, delivery_id)


def test_send_through_a_provider(use_mail_settings, provider):
    use_mail_settings(provider_server.settings_for("postmark", provider.url))
    link = "<http://host.example/newsletter/unsubscribe/" + "x" * 80 + "/>"
    mail = message(**{"List-Unsubscribe": link, "Message-ID": "<1.2@host.example>"})

    assert sent(mail, 21) == SendResult(Outcome.ACCEPTED, provider_id="id-1")

    [posted] = provider.messages
    headers = {header["Name"]: header["Value"] for header in posted["Headers"]}
    assert (posted["To"], posted["Metadata"]) == ("reader@mail.example", {"delivery_id": "21"})
    assert (posted["TrackOpens"], posted["TrackLinks"]) == (False, "None")
    assert (posted["TextBody"], posted["HtmlBody"]) == ("Text", "<p>Text</p>")
    assert headers["List-Unsubscribe"] == link


@pytest.mark.parametrize(
    ("answer", "result"),
    [
        ((401, {}), SendResult(Outcome.MISCONFIGURED, "AnymailRequestsAPIError 401")),
        ((402, {}), SendResult(Outcome.MISCONFIGURED, "AnymailRequestsAPIError 402")),
        ((403, {}), SendResult(Outcome.MISCONFIGURED, "AnymailRequestsAPIError 403")),
        ((404, {}), SendResult(Outcome.MISCONFIGURED, "AnymailRequestsAPIError 404")),
        ((400, {}), SendResult(Outcome.REFUSED, "AnymailRequestsAPIError 400")),
        ((413, {}), SendResult(Outcome.REFUSED, "AnymailRequestsAPIError 413")),
        ((429, {}), SendResult(Outcome.UNREACHABLE, "AnymailRequestsAPIError 429")),
        ((503, {}), SendResult(Outcome.UNREACHABLE, "AnymailRequestsAPIError 503")),
        ((500, {}), SendResult(Outcome.UNKNOWN, "AnymailRequestsAPIError 500")),
        ((200, "{broken"), SendResult(Outcome.UNKNOWN, "AnymailRequestsAPIError 200")),
        (
            (422, {"ErrorCode": 400, "Message": "The Sender Signature was not found."}),
            SendResult(Outcome.MISCONFIGURED, "AnymailRequestsAPIError 422"),
        ),
        (
            # A mailbox that bounced before.
            (422, {"ErrorCode": 406, "Message": INACTIVE}),
            SendResult(Outcome.REJECTED, "AnymailRecipientsRefused 422"),
        ),
        ("reset", SendResult(Outcome.UNKNOWN, "AnymailRequestsAPIError")),
    ],
)
def test_send_through_a_provider_that_refuses_or_fails(use_mail_settings, provider, answer, result):
    use_mail_settings(provider_server.settings_for("postmark", provider.url))
    provider.answer = answer
    assert sent() == result


def test_send_through_a_provider_that_says_nothing(use_mail_settings, provider):
    use_mail_settings(provider_server.settings_for("postmark", provider.url, patience=0.2))
    provider.answer = "silence"
    assert sent() == SendResult(Outcome.UNKNOWN, "AnymailRequestsAPIError")


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/", "http://api.invalid/"])
def test_send_through_a_provider_that_cannot_be_reached(use_mail_settings, url):
    use_mail_settings(provider_server.settings_for("postmark", url))
    assert sent() == SendResult(Outcome.UNREACHABLE, "AnymailRequestsAPIError")


def test_send_through_a_provider_that_accepts_no_connection(use_mail_settings):
    with socket.create_server(("127.0.0.1", 0), backlog=0) as full, ExitStack() as waiting:
        for _ in range(3):
            visitor = waiting.enter_context(socket.socket())
            visitor.setblocking(False)
            visitor.connect_ex(full.getsockname())
        url = f"http://127.0.0.1:{full.getsockname()[1]}/"
        use_mail_settings(provider_server.settings_for("postmark", url, patience=0.2))
        assert sent() == SendResult(Outcome.UNREACHABLE, "AnymailRequestsAPIError")


@pytest.mark.parametrize(
    ("status", "result"),
    [
        ("success", SendResult(Outcome.ACCEPTED, provider_id="7")),
        ("error", SendResult(Outcome.DEFERRED, "failed by the provider")),
    ],
)
def test_send_believes_the_body_and_not_the_200(use_mail_settings, provider, status, result):
    use_mail_settings(provider_server.settings_for("mailjet", provider.url))
    recipient = {"Email": "reader@mail.example", "MessageID": 7}
    provider.answer = (200, {"Messages": [{"Status": status, "To": [recipient]}]})
    assert sent() == result


def test_send_through_a_provider_whose_answer_has_no_sense(use_mail_settings, provider):
    use_mail_settings(provider_server.settings_for("scaleway", provider.url))
    provider.answer = (200, {"unexpected": True})
    assert sent() == SendResult(Outcome.UNKNOWN, "AnymailAPIError 200")


# Anymail says that it is no longer tested against SendGrid.
@pytest.mark.filterwarnings("ignore::anymail.exceptions.AnymailNotSupportedWarning")
@pytest.mark.parametrize("name", provider_server.BACKENDS)
def test_send_asks_no_provider_for_what_it_cannot_do(use_mail_settings, provider, name):
    """A refused feature would pause every mailing: the request must go out."""
    use_mail_settings(provider_server.settings_for(name, provider.url))
    provider.answer = (500, {})
    mail = message(**{"List-Unsubscribe": "<http://host.example/u/>"})
    assert sent(mail, 21) == SendResult(Outcome.UNKNOWN, "AnymailRequestsAPIError 500")
    assert len(provider.bodies) == 1


def test_settings_that_no_mail_can_leave_with_pause_the_mailing(
    mailing, site, use_mail_settings, settings
):
    rows.subscribers(site, 2)
    use_mail_settings(provider_server.settings_for("postmark", "http://127.0.0.1:1/"))
    settings.ANYMAIL = {}

    deliveries.work_on(mailing)

    mailing.refresh_from_db()
    assert (mailing.state, rows.states(mailing)) == (Mailing.State.PAUSED, {"queued": 2})
    assert mailing.paused_reason.startswith("The mail server refuses the sender (Anymail")


def test_mailing_through_a_provider(mailing, site, use_mail_settings, provider):
    rows.subscribers(site, 2)
    use_mail_settings(provider_server.settings_for("postmark", provider.url))

    deliveries.work_on(mailing)

    mailing.refresh_from_db()
    assert (mailing.state, mailing.sent) == (Mailing.State.FINISHED, 2)
    assert set(mailing.deliveries.values_list("provider_id", flat=True)) == {"id-1"}
    [first, second] = provider.messages
    assert [first["To"], second["To"]] == [f"active-{n}@mail.example" for n in range(2)]
    for posted in (first, second):
        headers = {header["Name"]: header["Value"] for header in posted["Headers"]}
        link = headers["List-Unsubscribe"].strip("<>")
        assert posted["TextBody"].count(link) == posted["HtmlBody"].count(link) == 1


def test_mailing_that_a_provider_refuses_to_send_waits_for_a_person(
    mailing, site, use_mail_settings, provider
):
    rows.subscribers(site, 2)
    use_mail_settings(provider_server.settings_for("postmark", provider.url))
    provider.answer = (401, {"ErrorCode": 10, "Message": "Bad or missing Server API token"})
    deliveries.work_on(mailing)
    mailing.refresh_from_db()
    assert (mailing.state, rows.states(mailing)) == (Mailing.State.PAUSED, {"queued": 2})

    provider.answer = accept
    mailings.resume(mailing)
    deliveries.work_on(mailing)
    mailing.refresh_from_db()
    assert (mailing.state, mailing.sent) == (Mailing.State.FINISHED, 2)


@pytest.mark.parametrize("name", test_headers.NAMES)
def test_provider_reads_the_sender_as_we_meant(name):
    text, _field = test_headers.NAMES[name]
    sender = str(Mailbox(text, "posts@host.example"))
    read = parse_single_address(sender)
    assert (read.display_name, read.addr_spec) == (text, "posts@host.example")
