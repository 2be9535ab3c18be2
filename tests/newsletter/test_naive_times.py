"""A host that keeps its times without a time zone, as old ones do: USE_TZ = False."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from tests.newsletter import editors, provider_reports, rows, visitors, webhooks
from tests.newsletter.visitors import ADDRESS
from wagtail_therapy.newsletter import tasks, tokens
from wagtail_therapy.newsletter.models import Delivery, Lease, Mailing, ProviderEvent, Subscriber
from wagtail_therapy.newsletter.sending import mailed_pages, preparation

# Not the time of the server, nor UTC.
pytestmark = pytest.mark.usefixtures("naive_times")


@pytest.fixture
def naive_times(settings):
    settings.USE_TZ = False
    settings.TIME_ZONE = "America/New_York"
    settings.ANYMAIL = webhooks.SETTINGS


@pytest.fixture
def sent(site, practice, make_post, client, smtp_server):
    """The delivery of a mailing to a reader who has just signed up."""
    client.post(visitors.SUBSCRIBE, visitors.filled_in(site))
    call_command("therapy_mail", "run", verbosity=0)
    client.post(f"/newsletter/confirm/{tokens.confirm_token(Subscriber.objects.get())}/")
    mailed_pages.queue_for_page(make_post(live=True))
    mailing = rows.end_hold()
    call_command("therapy_mail", "run", verbosity=0)
    assert smtp_server.recipients() == [ADDRESS, ADDRESS]
    return mailing.deliveries.get()


def hook(client, delivery):
    payload = webhooks.mailgun(delivery.pk, "complained", ADDRESS)
    return webhooks.post(client, "mailgun", payload).status_code


def test_a_webhook_is_taken_in_at_its_own_time(client, sent):
    Subscriber.objects.update(confirmed_at=timezone.now() - timedelta(hours=1))
    assert hook(client, sent) == 200
    assert abs(ProviderEvent.objects.get().occurred_at - timezone.now()) < timedelta(hours=1)
    assert provider_reports.status(Subscriber.objects.get()) == ("suppressed", 0)


def test_a_webhook_is_compared_with_when_the_reader_confirmed(client, sent):
    Subscriber.objects.update(confirmed_at=timezone.now() + timedelta(minutes=5))
    assert hook(client, sent) == 200
    assert provider_reports.status(Subscriber.objects.get()) == ("active", 0)


def test_the_sweep_goes_by_naive_times(mailing, site):
    rows.subscribers(site, 2)
    preparation.prepare(mailing)
    claimed, sending = mailing.deliveries.order_by("pk")
    past = timezone.now() - timedelta(minutes=1)
    gone, there = Lease.acquire(mailing), Lease.acquire(mailing)
    Lease.objects.filter(pk=gone.pk).update(renewed_at=past)
    Delivery.objects.filter(pk=sending.pk).update(state=Delivery.State.SENDING, lease=gone)
    Delivery.objects.filter(pk=claimed.pk).update(state=Delivery.State.CLAIMED, lease=there)
    rows.subscriber(site, "never@mail.example", "pending", created_at=past - timedelta(days=7))

    tasks.sweep()

    assert rows.states(mailing) == {"claimed": 1, "unknown": 1}
    assert not Subscriber.objects.filter(email="never@mail.example").exists()


def test_the_practice_sees_how_it_is_going(sent, editor_client, make_post, capsys):
    Mailing.objects.update(state=Mailing.State.FINISHED_WITH_UNKNOWN, unknown=1)
    Delivery.objects.update(state=Delivery.State.UNKNOWN, first_attempt_at=timezone.now())
    held = mailed_pages.queue_for_page(make_post("On beginnings", live=True))
    places = [reverse("wagtailadmin_home"), reverse("therapy_mailings:index")]
    places.append(held.get_absolute_url())
    assert [editor_client.get(url).status_code for url in places] == [200] * 3

    call_command("therapy_mail", "status")
    call_command("therapy_mail", "resolve", str(sent.mailing_id))
    assert f"  {timezone.now():%Y-%m-%d}" in capsys.readouterr().out


def test_publish_message_says_when_the_email_is_sent(practice, site, author, editor_client):
    entry = editors.entry(author, mail_choice="send", **{"action-publish": "yes"})
    _post, response = editors.create(editor_client, site, entry)
    messages = " ".join(editors.messages_after(editor_client, response))
    assert "“On endings” will be emailed to 0 readers. Send now or cancel" in messages
