import pytest
from django.core.mail.backends.base import BaseEmailBackend
from django.urls import include, path

from tests.mail_settings import locmem_settings, smtp_settings
from tests.newsletter import backends, provider_server, rows
from tests.newsletter.doctor.facts import facts
from tests.real_services import free_port
from wagtail_therapy.newsletter.doctor import email_backend

# The URLs of a host that has forgotten anymail's.
urlpatterns = [path("newsletter/", include("wagtail_therapy.newsletter.urls"))]

SECRET = {"WEBHOOK_SECRET": "name:a long secret"}
HAS_NO_SWITCH = "cannot be told in a message not to track opens and clicks."
OVERRIDES = "tracks opens if its server does, whatever a message says."
UNREACHABLE = "http://testserver/anymail/{}/tracking/ could not be reached from here"


@pytest.fixture
def use_provider(use_mail_settings):
    def use_provider(name, **anymail):
        settings = provider_server.settings_for(name, "http://127.0.0.1:1/")
        settings["ANYMAIL"] |= anymail
        use_mail_settings(settings)

    return use_provider


def examine(site):
    return facts(email_backend.examine(site))


def level(site, about):
    levels = [
        str(finding.level) for finding in email_backend.examine(site) if finding.about == about
    ]
    return levels[0]


def test_mail_backend_that_cannot_be_loaded(site, use_provider, settings):
    use_provider("postmark")
    settings.ANYMAIL = {}
    [(about, (found, _fact))] = examine(site).items()
    assert (about, found) == ("Mail backend", "FAIL")


def test_mail_server_that_answers(site, smtp_server):
    assert examine(site) == {
        f"Mail server 127.0.0.1:{smtp_server.port}": ("OK", "answers."),
        "Tracking": ("WARN", "127.0.0.1 may add some if it is an email service's server."),
    }
    assert smtp_server.messages() == []


def test_mail_server_that_is_not_there(site, use_mail_settings):
    port = free_port()
    use_mail_settings(smtp_settings("127.0.0.1", port))
    about = f"Mail server 127.0.0.1:{port}"
    assert examine(site)[about] == ("FAIL", "ConnectionRefusedError when connecting.")


def test_mail_server_far_away_without_encryption(site, use_mail_settings):
    use_mail_settings(smtp_settings("mail.host.invalid", 25))
    found = [one.fact for one in email_backend.examine(site) if one.about.startswith("Mail server")]
    assert found == ["gaierror when connecting.", "is used without encryption."]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("mailgun", ("OK", "Mailgun is told in each message not to track.")),
        ("postmark", ("WARN", f"Postmark {OVERRIDES}")),
        ("brevo", ("WARN", f"Brevo {HAS_NO_SWITCH}")),
    ],
)
def test_tracking_by_a_provider(site, use_provider, name, expected):
    use_provider(name, **SECRET)
    assert examine(site)["Tracking"] == expected


class Courier(BaseEmailBackend):
    """Like a host's own backend: we know nothing about it."""


def test_tracking_behind_a_backend_that_is_not_known(site, use_mail_settings):
    use_mail_settings(backends.chosen({"EMAIL_BACKEND": f"{__name__}.Courier"}))
    assert examine(site) == {
        "Mail backend": ("WARN", "is Courier, which we don't know."),
        "Tracking": ("WARN", "the email service behind Courier may add some."),
    }


def test_tracking_that_the_practice_has_turned_off(site, use_provider):
    use_provider("brevo", **SECRET)
    rows.turn_tracking_off(site, "Brevo")
    assert examine(site)["Tracking"] == ("OK", "was off at Brevo on 2026-03-02.")


def test_webhook_that_checks_reports(site, use_provider):
    use_provider("brevo", **SECRET)
    found = [(one.level, one.fact) for one in email_backend.examine(site) if "Webhook" in one.about]
    assert found[0] == ("OK", "reports are checked.")
    assert found[1][1].startswith(UNREACHABLE.format("brevo"))


def test_webhook_without_authentication_fails(site, use_provider):
    use_provider("brevo")
    found = [(one.level, one.fact) for one in email_backend.examine(site) if "Webhook" in one.about]
    assert found[0] == ("FAIL", "anyone can report anything.")


def test_webhook_without_its_key(site, use_provider):
    use_provider("mailersend")
    assert level(site, "Webhook of MailerSend") == "FAIL"


def test_webhook_that_the_host_forgot(site, use_provider, settings):
    settings.ROOT_URLCONF = __name__
    use_provider("brevo", **SECRET)
    assert examine(site)["Webhook of Brevo"] == (
        "FAIL",
        "anymail's URLs are missing, so bounces and complaints are never reported.",
    )


def test_webhook_of_a_provider_that_has_none(site, use_provider):
    use_provider("scaleway", **SECRET)
    assert examine(site)["Webhook of Scaleway"] == ("WARN", "anymail has none.")


@pytest.mark.django_db(transaction=True)
def test_webhook_that_is_reached(live_site, use_provider):
    use_provider("brevo", **SECRET)
    url = f"{live_site.root_url}/anymail/brevo/tracking/"
    assert examine(live_site)["Webhook of Brevo"] == ("OK", f"give the provider this URL: {url}")


def test_name_of_who_carries_the_mail(use_provider, use_mail_settings):
    use_provider("brevo")
    assert email_backend.provider_name() == "Brevo"
    use_mail_settings(locmem_settings())
    assert email_backend.provider_name() == ""


@pytest.mark.parametrize("anymail", [{}, SECRET])
@pytest.mark.parametrize("name", ["postmark", "unisender_go"])
def test_texts_about_a_webhook_can_be_translated(site, use_provider, monkeypatch, name, anymail):
    use_provider("postmark", **anymail)
    monkeypatch.setattr(email_backend, "_", lambda text: f"«{text}»")
    found = [*email_backend.check_webhook(name), *email_backend.check_webhook_reachable(name, site)]

    texts = [text for one in found for text in (one.about, one.fact, one.advice) if text]
    assert [text for text in texts if not (text.startswith("«") and text.endswith("»"))] == []
