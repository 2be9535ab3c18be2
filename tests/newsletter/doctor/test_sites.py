import pytest
from django.urls import include, path
from django.views.generic import RedirectView
from wagtail.models import Site

from tests.newsletter import rows
from tests.newsletter.doctor.facts import facts
from wagtail_therapy.newsletter.doctor import sites
from wagtail_therapy.newsletter.models import Subscriber
from wagtail_therapy.practice.models import PracticeSettings

# A host that asks every POST for a CSRF token.
LOGIN = [path("u/<str:token>/", RedirectView.as_view(url="/login/"), name="unsubscribe")]
urlpatterns = [path("newsletter/", include((LOGIN, "wagtail_therapy_newsletter")))]


@pytest.fixture
def other_site(site):
    return Site.objects.create(hostname="other.example", root_page=site.root_page)


def test_default_site_mails_and_others_whose_practice_is_known(site, other_site):
    assert sites.mailing_sites() == [site]
    PracticeSettings.objects.create(site=other_site)
    assert sites.mailing_sites() == [site, other_site]


def test_sender_domains_are_as_the_dns_knows_them(practice, other_site):
    sender = {"sender_email": "a@Praxis-Grün.example"}
    PracticeSettings.objects.create(site=other_site, **sender)
    assert sites.sender_domains(sites.mailing_sites()) == [
        "host.example",
        "xn--praxis-grn-ieb.example",
    ]


def test_practice_without_settings_fails(site):
    found = facts(sites.examine([site]))
    assert found["Practice testserver"] == (
        "FAIL",
        "No sender address. Set it under Settings → Practice.",
    )


def test_site_without_https(practice):
    found = facts(sites.examine([practice.site]))
    assert found["Practice testserver"] == ("OK", "has a sender and a postal address.")
    assert found["Address http://testserver"] == (
        "FAIL",
        "is not https, so mail programs show no unsubscribe button (RFC 8058).",
    )
    assert found["One click at http://testserver"][0] == "WARN"


def test_site_with_https(site):
    site.port = 443
    assert facts(sites.examine([site]))["Address https://testserver"] == ("OK", "is https.")


@pytest.mark.django_db(transaction=True)
def test_one_click_is_tried_without_a_real_subscriber(live_site):
    reader = rows.subscriber(live_site)
    found = facts(sites.examine([live_site]))
    assert found[f"One click at {live_site.root_url}"] == ("OK", "unsubscribing works.")
    reader.refresh_from_db()
    assert (reader.status, Subscriber.objects.count()) == (Subscriber.Status.ACTIVE, 1)


@pytest.mark.django_db(transaction=True)
def test_one_click_that_the_host_does_not_let_through(live_site, settings):
    settings.ROOT_URLCONF = __name__
    found = facts(sites.examine([live_site]))
    assert found[f"One click at {live_site.root_url}"] == ("FAIL", "unsubscribing answers 403.")


def test_no_site(db):
    assert facts(sites.examine([]))["Sites"] == ("FAIL", "there are none.")


def test_page_types(db, therapy):
    therapy(MAILED_PAGE_MODELS=["testapp.JournalEntry"])
    assert facts(sites.examine([]))["Page types"] == (
        "OK",
        "posts of testapp.JournalEntry are mailed.",
    )
    therapy(MAILED_PAGE_MODELS=[])
    assert facts(sites.examine([]))["Page types"] == ("FAIL", "none is mailed.")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, ("OK", "Europe/London.")),
        ({"TIME_ZONE": "UTC"}, ("WARN", "editors see UTC.")),
        ({"USE_TZ": False}, ("WARN", "USE_TZ is off.")),
    ],
)
def test_time_zone(db, use_mail_settings, changes, expected):
    use_mail_settings(changes)
    assert facts(sites.examine([]))["Time zone"] == expected
