"""How many confirmation mails go to one mailbox, to one domain, and from one site.

This is checked when a mail is sent and not when a visitor asks for it, so no visitor can see the
answer. It counts the rows themselves, so all workers get the same result.
"""

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from wagtail.models import Site

from wagtail_therapy.conf import conf

from .. import email_addresses
from ..models import Subscriber
from ..models.subscribers import CONFIRMATIONS_PER_DAY

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def puts_off(subscriber: Subscriber, now: datetime) -> bool:
    """Whether the mail that this reader is owed has to wait for others."""
    return _is_site_at_limit(subscriber.site, now) or _is_domain_at_limit(subscriber, now)


def is_mailbox_full(subscriber: Subscriber, now: datetime) -> bool:
    """Whether the mailbox has had its mails for today, under any spelling of its name.

    Includes mails that other workers are sending, so the caller claims the reader's mail first.
    """
    mailbox = email_addresses.mailbox(subscriber.email_key)
    in_hand = Q(confirmation_attempts__gt=0, confirmation_due_at__gt=now)
    lately = Q(confirmation_sent_at__gt=now - DAY)
    others = _at_domain_of(subscriber).filter(lately | in_hand).exclude(pk=subscriber.pk)
    # Dots and tags can change all of the name except its first letter.
    others = others.filter(email_key__startswith=mailbox[0])
    same = [one for one in others if email_addresses.mailbox(one.email_key) == mailbox]
    mails = sum(_mails_of(one, now) for one in [*same, subscriber])
    return mails + sum(_is_in_hand(one, now) for one in same) >= CONFIRMATIONS_PER_DAY


def _is_site_at_limit(site: Site, now: datetime) -> bool:
    sent = _sent_since(now - HOUR).filter(site=site).count()
    return sent >= conf.confirmations_per_site_per_hour


def _is_domain_at_limit(subscriber: Subscriber, now: datetime) -> bool:
    """Whether too many mails went there without being confirmed.

    At a large provider many do confirm, and each of them makes room for one more.
    """
    there = _at_domain_of(subscriber).exclude(pk=subscriber.pk)
    sent = there & _sent_since(now - HOUR)
    unconfirmed = sent.filter(status__in=Subscriber.CONFIRMABLE).count()
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


def _mails_of(subscriber: Subscriber, now: datetime) -> int:
    sent_at = subscriber.confirmation_sent_at
    return subscriber.confirmations_sent if sent_at and sent_at > now - DAY else 0


def _is_in_hand(subscriber: Subscriber, now: datetime) -> bool:
    due_at = subscriber.confirmation_due_at
    return bool(subscriber.confirmation_attempts and due_at and due_at > now)
