"""Mailgun's batches: one call, up to a thousand mails, each for one reader alone."""

import pytest
from django.utils import timezone

from tests.newsletter import mailgun, provider_server, rows, visitors
from tests.newsletter.workers import EVERYBODY, work
from wagtail_therapy.newsletter import (
    deliveries,
    freezing,
    mailings,
    mime,
    subscriptions,
    suppressions,
    tokens,
)
from wagtail_therapy.newsletter.models import (
    ConsentEvent,
    Heartbeat,
    Mailing,
    Subscriber,
)
from wagtail_therapy.newsletter.transports import Transport

State = Mailing.State


def posted(provider):
    """Return who was in each call."""
    return [form["to"] for form in provider.messages]


def test_batch_makes_one_call_for_everybody(mailing, site, batches):
    rows.subscribers(site, 3)
    assert work(mailing) == (State.FINISHED, {"sent": 3})

    assert posted(batches) == [EVERYBODY]
    found = mailing.deliveries.values_list("provider_id", "attempts", "lease_until", "error_class")
    assert set(found) == {("<1@host.example>", 1, None, "")}
    assert mailing.deliveries.filter(first_attempt_at=None).count() == 0


def test_batch_shows_nobody_the_address_of_another(mailing, site, batches):
    rows.subscribers(site, 3)
    work(mailing)
    mails = mailgun.mails(batches.messages)
    assert [(mail.envelope, mail.to) for mail in mails] == [(one, [one]) for one in EVERYBODY]
    seen = [{one for one in EVERYBODY if one in str(mail)} for mail in mails]
    assert seen == [{one} for one in EVERYBODY]


def test_batch_gives_each_reader_their_own_links_and_nothing_of_ours_is_left_open(
    mailing, site, batches
):
    rows.subscribers(site, 3)
    work(mailing)
    mails = {mail.envelope: mail for mail in mailgun.mails(batches.messages)}
    for delivery in mailing.deliveries.select_related("subscriber"):
        mail = mails[delivery.subscriber.email]
        token = tokens.unsubscribe_token(delivery.subscriber, delivery.pk)
        link = f"{site.root_url}/newsletter/unsubscribe/{token}/"
        assert mail.content["h:List-Unsubscribe"] == f"<{link}>"
        assert (mail.content["text"].count(link), mail.content["html"].count(link)) == (1, 1)
        assert mail.metadata == {"delivery_id": str(delivery.pk)}
        assert [sign for sign in ["%recipient", *mime.PLACEHOLDERS] if sign in str(mail)] == []


def test_batch_is_not_tracked_and_has_one_message_id(mailing, site, batches):
    rows.subscribers(site, 3)
    work(mailing)
    [form] = batches.messages
    first, *_others, last = mailing.deliveries.order_by("pk").values_list("pk", flat=True)
    assert (form["o:tracking-opens"], form["o:tracking-clicks"]) == (["no"], ["no"])
    assert form["h:Message-Id"] == [f"<{mailing.uuid.hex}.{first}-{last}@host.example>"]
    assert form["h:List-Unsubscribe-Post"] == ["List-Unsubscribe=One-Click"]


def test_batch_is_the_same_word_for_word_when_it_is_sent_again(mailing, site, batches):
    rows.subscribers(site, 3)
    batches.answer = (503, {})
    work(mailing)
    # After a fault the first goes alone.
    batches.answer = mailgun.accept
    Mailing.objects.update(not_before=timezone.now(), consecutive_errors=0)
    work(mailing)
    [first, again] = batches.bodies
    assert first == again


def test_batches_are_off_by_default(mailing, site, use, provider):
    use(provider_server.settings_for("mailgun", provider.url))
    provider.answer = mailgun.accept
    rows.subscribers(site, 3)
    work(mailing)
    assert posted(provider) == [[one] for one in EVERYBODY]


def test_other_providers_get_one_message_each(mailing, site, batches, use):
    use(provider_server.settings_for("resend", batches.url))
    batches.answer = (200, {"id": "id-1"})
    rows.subscribers(site, 3)
    work(mailing)
    assert posted(batches) == [[one] for one in EVERYBODY]


def test_settings_that_no_mail_can_leave_with_are_told_by_the_first_message(
    mailing, site, batches, settings
):
    rows.subscribers(site, 3)
    settings.ANYMAIL = {}
    assert work(mailing) == (State.PAUSED, {"queued": 3})


@pytest.mark.parametrize("field", ["subject", "text", "html"])
def test_post_about_mailguns_variables_is_sent_as_it_was_written(mailing, site, batches, field):
    rows.subscribers(site, 2)
    freezing.prepare(mailing)
    words = f"{getattr(mailing, field)} %recipient.token%"
    Mailing.objects.update(**{field: words})
    work(mailing)
    assert posted(batches) == [[one] for one in EVERYBODY[:2]]


@pytest.mark.parametrize("email", ["o'hara@mail.example", "50%off@mail.example"])
def test_address_of_many_spellings_goes_alone(mailing, site, batches, email):
    rows.subscribers(site, 2)
    rows.subscriber(site, email)
    assert work(mailing) == (State.FINISHED, {"sent": 3})
    assert posted(batches) == [[email], EVERYBODY[:2]]


def leave(reader):
    subscriptions.unsubscribe(reader, ConsentEvent.Method.ONE_CLICK)


@pytest.mark.parametrize(
    "go",
    [leave, lambda reader: suppressions.suppress(reader, "bounced"), Subscriber.delete],
    ids=["unsubscribed", "suppressed", "erased"],
)
def test_reader_who_goes_between_claim_and_call_is_not_in_it(
    mailing, site, batches, monkeypatch, go
):
    rows.subscribers(site, 3)
    claim = deliveries.claim

    def claim_and_lose(*args):
        claimed = claim(*args)
        for reader in Subscriber.objects.filter(email=EVERYBODY[1]):
            go(reader)
        return claimed

    monkeypatch.setattr(deliveries, "claim", claim_and_lose)
    assert work(mailing) == (State.FINISHED, {"sent": 2, "skipped": 1})
    assert posted(batches) == [[EVERYBODY[0], EVERYBODY[2]]]


@pytest.mark.parametrize(
    ("stop", "state", "left"),
    [
        (lambda mailing: mailings.pause(mailing, "By hand."), State.PAUSED, "queued"),
        (mailings.cancel, State.CANCELLED, "skipped"),
    ],
)
def test_mailing_that_is_stopped_between_claim_and_call_is_not_sent(
    mailing, site, batches, monkeypatch, stop, state, left
):
    rows.subscribers(site, 3)
    claim = deliveries.claim

    def claim_and_stop(*args):
        claimed = claim(*args)
        stop(Mailing.objects.get())
        return claimed

    monkeypatch.setattr(deliveries, "claim", claim_and_stop)
    assert work(mailing) == (state, {left: 3})
    assert posted(batches) == []
    assert set(mailing.deliveries.values_list("attempts", flat=True)) == {0}


def test_erased_reader_is_skipped(mailing, site, batches):
    [first, *_others] = rows.subscribers(site, 3)
    freezing.prepare(mailing)
    first.delete()
    assert work(mailing) == (State.FINISHED, {"sent": 2, "skipped": 1})


def test_attempt_by_another_provider_that_is_still_open_is_not_repeated(mailing, site, batches):
    rows.subscribers(site, 3)
    freezing.prepare(mailing)
    first = mailing.deliveries.first()
    first.first_attempt_at = timezone.now()
    first.save()
    assert work(mailing) == (State.FINISHED_WITH_UNKNOWN, {"unknown": 1, "sent": 2})
    assert posted(batches) == [EVERYBODY[1:]]


def test_confirmation_goes_before_the_next_batch(mailing, site, batches, monkeypatch):
    monkeypatch.setattr("wagtail_therapy.newsletter.slices.LOOK_FOR_CONFIRMATIONS", 0)
    rows.subscribers(site, 3)
    visitors.ask(site)
    work(mailing)
    assert posted(batches) == [[visitors.ADDRESS], EVERYBODY]


def test_batch_is_counted_mail_by_mail(mailing, site, batches):
    rows.subscribers(site, 3)
    work(mailing)
    [beat] = Heartbeat.objects.filter(mailing=mailing)
    assert (mailing.sent, beat.per_second > 3) == (3, True)


def test_transport_without_batches_has_no_batch_size():
    assert Transport().batch_size is None
