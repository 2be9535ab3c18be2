"""How many confirmation emails go to one mailbox, to one domain, and from one site.

This is checked when an email is sent and not when a visitor asks for it, so visitors can't see the
result. It counts the rows themselves, so all workers get the same result.
"""

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from wagtail.models import Site

from wagtail_therapy.conf import conf

from .. import email_addresses
from ..models import Subscriber
from ..models.due_confirmations import CONFIRMATIONS_PER_DAY

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def is_at_limit(subscriber: Subscriber, now: datetime) -> bool:
    """Whether the site or the domain has had its emails for this hour, so this one waits."""
    # Readers that an import asks leave half of them to people who are waiting for their email.
    share = 2 if subscriber.invited_by_id else 1
    is_site_at_limit = _is_site_at_limit(subscriber.site, now, share)
    return is_site_at_limit or _is_domain_at_limit(subscriber, now, share)


def is_mailbox_at_limit(subscriber: Subscriber, now: datetime) -> bool:
    """Whether the mailbox has had its emails for today, under any spelling of its name.

    Includes emails that other workers are sending, so the caller claims the reader's first.
    """
    mailbox = email_addresses.mailbox(subscriber.email_key)
    being_sent = Q(confirmation_attempts__gt=0, confirmation_due_at__gt=now)
    lately = Q(confirmation_sent_at__gt=now - DAY)
    others = _at_domain_of(subscriber).filter(lately | being_sent).exclude(pk=subscriber.pk)
    # Dots and tags can change all of the name except its first letter.
    others = others.filter(email_key__startswith=mailbox[0])
    same = [one for one in others if email_addresses.mailbox(one.email_key) == mailbox]
    sent = sum(_sent_today(one, now) for one in [*same, subscriber])
    return sent + sum(_is_being_sent(one, now) for one in same) >= CONFIRMATIONS_PER_DAY


def _is_site_at_limit(site: Site, now: datetime, share: int) -> bool:
    sent = _sent_since(now - HOUR).filter(site=site).count()
    return sent * share >= conf.confirmations_per_site_per_hour


def _is_domain_at_limit(subscriber: Subscriber, now: datetime, share: int) -> bool:
    """Whether too many emails went there without being confirmed.

    At a large provider many readers confirm, and each of them makes room for one more email.
    """
    there = _at_domain_of(subscriber).exclude(pk=subscriber.pk)
    sent = there & _sent_since(now - HOUR)
    unconfirmed = sent.filter(status__in=Subscriber.CONFIRMABLE).count() * share
    limit = conf.confirmations_per_domain_per_hour
    if unconfirmed < limit:
        return False
    confirmed = (there & _sent_since(now - DAY)).filter(confirmed_at__gt=now - DAY)
    return unconfirmed >= limit + confirmed.count()


def _sent_since(time: datetime) -> QuerySet:
    return Subscriber.objects.filter(confirmation_sent_at__gt=time)


def _at_domain_of(subscriber: Subscriber) -> QuerySet:
    domain = subscriber.email_key.rpartition("@")[2]
    return Subscriber.objects.filter(site=subscriber.site, email_key__endswith=f"@{domain}")


def _sent_today(subscriber: Subscriber, now: datetime) -> int:
    sent_at = subscriber.confirmation_sent_at
    return subscriber.confirmations_sent if sent_at and sent_at > now - DAY else 0


def _is_being_sent(subscriber: Subscriber, now: datetime) -> bool:
    due_at = subscriber.confirmation_due_at
    return bool(subscriber.confirmation_attempts and due_at and due_at > now)
