import pytest

from tests.mail_settings import backend_settings, locmem_settings, smtp_settings
from tests.newsletter import provider_server, rows
from wagtail_therapy.newsletter import tracking
from wagtail_therapy.newsletter.composing import posts


def provider(name):
    return provider_server.settings_for(name, "http://127.0.0.1:1/")


@pytest.mark.parametrize(
    ("mail", "service"),
    [
        (smtp_settings("smtp.relay.example", 587), "smtp.relay.example"),
        (provider("brevo"), "Brevo"),
        (provider("postmark"), "Postmark"),
        # Told in each message.
        (provider("mailgun"), ""),
        # Nothing is sent.
        (locmem_settings(), ""),
        (backend_settings("no.such.Backend"), ""),
        (provider("mailgun") | {"ANYMAIL": {}}, ""),
        (backend_settings("tests.newsletter.backends.OddBackend"), "OddBackend"),
    ],
)
def test_service_is_named_if_only_its_own_settings_keep_it_from_tracking(
    use_mail_settings, mail, service
):
    use_mail_settings(mail)
    assert tracking.service_to_check() == service


def test_email_promises_no_tracking_once_the_service_was_checked(mailing, site, use_mail_settings):
    use_mail_settings(smtp_settings("smtp.relay.example", 587))
    promise = "We don’t track what you open or click."
    before = posts.content(mailing)
    rows.turn_tracking_off(site, "smtp.relay.example")
    after = posts.content(mailing)
    told = [promise in body for one in (before, after) for body in (one.text, one.html)]
    assert told == [False, False, True, True]
