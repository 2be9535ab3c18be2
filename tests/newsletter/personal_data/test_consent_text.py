"""What people agree to: who asks, what is stored, for how long; and the proof has all of it."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from tests.mail_settings import smtp_settings
from tests.newsletter import provider_reports, provider_server, visitors
from tests.newsletter.personal_data.test_categories import stored
from wagtail_therapy.newsletter.models import (
    ConsentEvent,
    ConsentText,
    NewsletterSettings,
    Subscriber,
)
from wagtail_therapy.newsletter.personal_data import consent_text
from wagtail_therapy.newsletter.personal_data.categories import CATEGORIES
from wagtail_therapy.newsletter.personal_data.columns import PERSONAL_COLUMNS
from wagtail_therapy.newsletter.readers import confirmations, subscriptions, suppression_decisions
from wagtail_therapy.newsletter.sending import deliveries
from wagtail_therapy.practice.models import PracticeSettings

PAGE = "/journal/on-thoughts-of-suicide/"
UNTRACKED = "We don’t track what you open or click."
WHOLE = [
    (
        "We’ll email you new posts. You can leave at any time with the link in every email. We "
        "don’t track what you open or click."
    ),
    "Foreign Practice, 1 Host Street, Harrow Bay, +1 202 555 0142, hello@host.example",
    "What we store, and for how long",
    (
        "Your email address, so that we can write to you. We delete it 30 days after you leave, "
        "or 7 days after you enter it if you don’t confirm."
    ),
    (
        "The language of the form, so that our emails are in it. We delete it together with your "
        "address."
    ),
    (
        "Whether you’re subscribed and how often you want emails, when you signed up, confirmed "
        "and left, which emails about your subscription we sent you, and how many emails in a row "
        "came back. We delete this together with your address."
    ),
    (
        "When and how you signed up, confirmed, chose how often we write, changed your address and "
        "left, and the words you agreed to, as proof that you wanted our emails. We keep this for "
        "good, with a code in place of your address. "
        "If you never confirm, we delete it."
    ),
    (
        "Which emails we sent you and whether they arrived, so that you get each of them once. We "
        "delete this 2 years after an email has gone out to everyone."
    ),
    (
        "If we must not email you, for example because you left: why, since when and, if one of "
        "us decided it, who. We keep this for good, with a code in place of your address."
    ),
    (
        "A code made from your address with a secret key. It tells us, after you have left, which "
        "address we must not email. We keep it for good. If you never confirm, we delete it, "
        "unless you tell us never to email you, or we wrote to you first and must not ask again."
    ),
    (
        "For one hour, how many people sign up from your network, under a code that changes each "
        "day. Until your confirmation email is sent, a number that thousands of networks share. "
        "This keeps strangers from flooding people with emails."
    ),
    (
        "The numbers that our software gives to these records, and which of our websites they "
        "belong to. One of the numbers is in the links in your emails. We delete this with the "
        "records."
    ),
    "The service that delivers our emails gets your address and the emails to it.",
    "You can ask us what we have about you, and ask us to correct or delete it.",
]


@pytest.fixture
def reachable(practice):
    practice.email, practice.telephone = "hello@host.example", "+1 202 555 0142"
    practice.save()
    return practice


def test_wording_names_the_sender_and_all_that_is_stored(site, reachable):
    assert str(consent_text.of_site(site)).split("\n\n") == WHOLE


def test_wording_begins_with_the_words_of_the_practice(site, reachable):
    NewsletterSettings.objects.create(site=site, consent_text="Letters, twice a month. ")
    opening = WHOLE[0].replace("We’ll email you new posts.", "Letters, twice a month.")
    assert str(consent_text.of_site(site)).split("\n\n") == [opening, *WHOLE[1:]]


def test_wording_leads_to_the_site_if_there_is_no_other_way_to_reach_the_practice(site, practice):
    sender = consent_text.sender(practice)
    assert sender == "Foreign Practice, 1 Host Street, Harrow Bay, testserver"


def test_wording_says_who_asks_before_the_practice_says_anything(site):
    site.site_name = "Journal"
    assert consent_text.sender(PracticeSettings.read(site)) == "Journal, testserver"


def test_form_shows_what_is_kept_as_proof(client, site, reachable):
    form = visitors.parsed(client.get(visitors.SUBSCRIBE)).select_one(".therapy-form")
    texts = [
        tag.get_text() for tag in form.select("p.therapy-hint, summary, details li, details p")
    ]
    client.post(visitors.SUBSCRIBE, visitors.filled_in(site))
    assert ConsentText.objects.get().text.split("\n\n") == texts == WHOLE


def known_otherwise(reader):
    """Return the models outside PERSONAL_COLUMNS that hold something about this reader."""
    theirs = {
        reader.email,
        reader.email_key,
        reader.address_hash,
        reader.uuid.hex,
        str(reader.uuid),
    }
    others = visitors.everything()
    for model in PERSONAL_COLUMNS:
        del others[model._meta.label]
    return {label for label, rows in others.items() if any(one in str(rows) for one in theirs)}


def test_consent_text_names_each_category_that_is_stored(client, site, mailing, smtp_server):
    form = visitors.form_on(client.get(visitors.SUBSCRIBE, headers={"referer": PAGE}))
    form |= {"email": visitors.ADDRESS, "token": visitors.filled_in(site)["token"]}
    client.post(visitors.SUBSCRIBE, form, headers={"referer": f"http://testserver{PAGE}"})
    # One network in 1,024 has the number 0.
    Subscriber.objects.update(confirmation_lane=7)
    found = stored()
    confirmations.send_due(9)
    reader = Subscriber.objects.get()
    subscriptions.confirm(reader, reader.token_version)
    Subscriber.objects.update(confirmed_at=timezone.now() - timedelta(days=1))
    deliveries.work_on(mailing)
    provider_reports.soft(mailing.deliveries.get())
    found |= stored()
    reader.refresh_from_db()
    suppression_decisions.suppress(site, [reader.address_hash], ConsentEvent.Why.ASKED, by="Orla")
    found |= stored()

    text = ConsentText.objects.get().text
    assert [category.name for category in found if str(category) not in text] == []
    assert found == set(CATEGORIES)
    assert PAGE not in str(visitors.everything())
    assert known_otherwise(reader) == set()


@pytest.mark.parametrize(
    ("mail", "is_shown"),
    [
        (smtp_settings("smtp.relay.example", 587), False),
        (provider_server.settings_for("mailgun", "http://127.0.0.1:1/"), True),
        (provider_server.settings_for("postmark", "http://127.0.0.1:1/"), False),
        (provider_server.settings_for("brevo", "http://127.0.0.1:1/"), False),
    ],
)
def test_wording_promises_no_tracking_only_if_the_email_service_keeps_to_it(
    site, use_mail_settings, mail, is_shown
):
    use_mail_settings(mail)
    with translation.override("en"):
        assert (UNTRACKED in consent_text.of_site(site).opening) == is_shown
