from datetime import timedelta

import pytest
from django.utils import timezone

from tests.newsletter import rows
from wagtail_therapy.newsletter.models import Subscriber
from wagtail_therapy.newsletter.readers import confirmation_throttle

Status = Subscriber.Status


def mailed(site, email, *, sent=1, status=Status.PENDING, **ago):
    """A reader who got so many confirmation mails, the last one so long ago."""
    return rows.subscriber(
        site,
        email,
        status,
        confirmations_sent=sent,
        confirmation_sent_at=timezone.now() - timedelta(**ago),
    )


def is_full(reader):
    return confirmation_throttle.is_mailbox_at_limit(reader, timezone.now())


def puts_off(reader):
    return confirmation_throttle.is_at_limit(reader, timezone.now())


@pytest.mark.parametrize(
    ("others", "full"),
    [
        ({}, False),
        ({"bomb+1@mail.example": 2}, False),
        ({"bomb+1@mail.example": 3}, True),
        ({"b.omb@mail.example": 1, "bo.mb+a+b@mail.example": 1, "Bomb+@mail.example": 1}, True),
        ({"bomber@mail.example": 3, "bom@mail.example": 3, "bomb@other.example": 3}, False),
        ({"bomb@mail.example.org": 3, "bomb@a.mail.example": 3}, False),
    ],
)
def test_mailbox_is_full_by_all_its_spellings(site, others, full):
    for email, sent in others.items():
        mailed(site, email, sent=sent, hours=23)

    assert is_full(rows.subscriber(site, "bomb@mail.example", Status.PENDING)) is full


def test_mailbox_is_empty_again_after_a_day(site):
    mailed(site, "bomb+1@mail.example", sent=3, hours=25)
    assert is_full(rows.subscriber(site, "bomb@mail.example", Status.PENDING)) is False


def test_mailbox_counts_what_other_workers_have_in_hand(site):
    now = timezone.now()
    for n in range(4):
        reader = rows.subscriber(
            site, f"bomb+{n}@mail.example", Status.PENDING, confirmation_due_at=now
        )
        assert reader.claim_confirmation(now, timedelta(minutes=5))
    reader.refresh_from_db()
    assert is_full(reader) is True


def test_mail_to_a_domain_that_confirms_nothing_is_put_off(site, therapy):
    therapy(CONFIRMATIONS_PER_DOMAIN_PER_HOUR=2)
    reader = rows.subscriber(site, "reader@mail.example", Status.PENDING)
    mailed(site, "1@mail.example", minutes=61)
    mailed(site, "2@mail.example", minutes=1)
    mailed(site, "3@other.example", minutes=1)
    assert puts_off(reader) is False

    mailed(site, "4@mail.example", minutes=1)
    assert puts_off(reader) is True
    assert puts_off(rows.subscriber(site, "5@other.example", Status.PENDING)) is False


def test_each_who_confirms_makes_room_at_their_domain(site, therapy):
    therapy(CONFIRMATIONS_PER_DOMAIN_PER_HOUR=1)
    reader = rows.subscriber(site, "reader@mail.example", Status.PENDING)
    confirmed = mailed(site, "0@mail.example", status=Status.ACTIVE, hours=20)
    for n in (1, 2):
        Subscriber.objects.filter(pk=confirmed.pk).update(confirmed_at=timezone.now())
        mailed(site, f"{n}@mail.example", minutes=1)
        assert puts_off(reader) is (n == 2)


def test_mail_of_a_site_that_sent_its_share_is_put_off(site, therapy):
    therapy(CONFIRMATIONS_PER_SITE_PER_HOUR=1)
    reader = rows.subscriber(site, "reader@mail.example", Status.PENDING)
    mailed(site, "1@other.example", minutes=61)
    assert puts_off(reader) is False
    mailed(site, "2@other.example", minutes=59)
    assert puts_off(reader) is True
