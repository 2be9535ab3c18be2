import pytest

from tests.mail_settings import backend_settings, locmem_settings, smtp_settings
from tests.newsletter import provider_server
from wagtail_therapy.practice.emails import tracking


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
def test_service_is_named_if_only_its_own_settings_keep_it_from_tracking(settings, mail, service):
    for name, value in mail.items():
        setattr(settings, name, value)
    assert tracking.service_to_check() == service
