"""Prepares a mailing for sending: renders its content, and creates its deliveries."""

import logging
from dataclasses import asdict
from typing import Any

from django.db import InterfaceError, OperationalError, router, transaction
from django.db.models import Max, QuerySet
from django.utils.translation import gettext

from .. import clock
from ..composing import contents, emails, public_posts
from ..composing.messages import serialized
from ..models import Delivery, DigestEntry, Mailing, Subscriber
from . import digest_posts, mailings, recipients

logger = logging.getLogger("wagtail_therapy.newsletter")

CHUNK = 5_000

State = Mailing.State


def prepare(mailing: Mailing) -> bool:
    """Prepare a due mailing for sending. False: it can't be sent; its state says why."""
    for step, handle in _STEPS:
        if mailing.state == step:
            handle(mailing)
    return mailing.state == State.SENDING


def _expire_if_stale(mailing: Mailing) -> None:
    now = clock.now()
    if mailing.not_after < now and _end(mailing, [State.HELD], State.EXPIRED):
        mailing.log("expired", logging.WARNING)


def _end(mailing: Mailing, expected: list[Any], state: Any) -> bool:
    """End a mailing that no one gets. The posts of a digest are left for the next one."""
    with transaction.atomic():
        ended = mailing.change_state(expected, state=state, finished_at=clock.now())
        if ended:
            digest_posts.leave_for_next(mailing)
    return ended


def _cancel_if_withdrawn(mailing: Mailing) -> None:
    if not public_posts.is_readable(mailing):
        mailings.cancel(mailing)


def _freeze_content(mailing: Mailing) -> None:
    try:
        content = asdict(contents.content(mailing)) | {"frozen_at": clock.now()}
        post_ids = content.pop("post_ids", None)
        content["serialized"] = serialized(Mailing(**content))
    except emails.CannotMailError as error:
        mailings.pause(mailing, str(error))
        return
    except (InterfaceError, OperationalError):
        # The database was away or busy, which no person has to look at.
        raise
    except Exception as error:
        logger.exception("Mailing %s cannot be rendered", mailing.pk)
        mailings.pause(mailing, gettext("The email couldn’t be built: %s") % type(error).__name__)
        return
    with transaction.atomic():
        is_fixed = mailing.change_state([State.HELD], state=State.FREEZING, **content)
        if is_fixed and post_ids is not None:
            digest_posts.keep_only(mailing, post_ids)


def _freeze_recipients(mailing: Mailing) -> None:
    while _freeze_chunk(mailing):
        mailing.record_heartbeat()
    if _written(mailing).count() + mailing.deleted_deliveries != mailing.total:
        _end(mailing, [State.FREEZING], State.FAILED)
        logger.error("Mailing %s: recipients do not add up, nothing was sent", mailing.pk)
        return
    # After a pause there may be fewer candidates, because readers have left.
    written = mailing.total + mailing.digest_readers
    left_out = max(recipients.candidates(mailing).count() - written, mailing.excluded)
    mailing.change_state([State.FREEZING], state=State.READY, excluded=left_out)


def _freeze_chunk(mailing: Mailing) -> bool:
    """Look at the next readers, each once, and move the watermark, in one transaction."""
    is_more = False
    with transaction.atomic():
        locked = Mailing.objects.select_for_update().get(pk=mailing.pk)
        if locked.state == State.FREEZING:
            is_more = _write_next(locked)
    mailing.refresh_from_db()
    return is_more


def _write_next(mailing: Mailing) -> bool:
    """Give the next readers a delivery, or owe them the post in a digest."""
    # A read replica may not have heard of them yet.
    readers = recipients.recipients(mailing).using(router.db_for_write(Delivery))
    ahead = readers.filter(pk__gt=mailing.watermark).order_by("pk")
    last = ahead.values("pk")[:CHUNK].aggregate(last=Max("pk"))["last"]
    if last is None:
        return False
    ahead = ahead.filter(pk__lte=last)
    if mailing.kind == Mailing.Kind.FREQUENCY_NOTICE:
        ahead = _moved(mailing, ahead)
    mailing.total += _written(mailing).queue(mailing, recipients.at_once(mailing, ahead))
    if mailing.kind == Mailing.Kind.POST:
        owed = recipients.in_digest(mailing, ahead)
        mailing.digest_readers += DigestEntry.objects.queue(mailing, owed)
    mailing.watermark = last
    mailing.save(update_fields=["watermark", "total", "digest_readers"])
    return True


def _moved(notice: Mailing, readers: QuerySet) -> QuerySet:
    """Email these readers less often from now on, and return them: they get a note of it."""
    # A reader who chooses now waits, so that the choice comes last.
    ids = list(readers.select_for_update().values_list("pk", flat=True))
    moved = Subscriber.objects.filter(pk__in=ids)
    moved.set_default_frequency(notice.frequency)
    return moved.order_by("pk")


def _written(mailing: Mailing) -> QuerySet:
    # A read replica may not have heard of them yet.
    return Delivery.objects.using(router.db_for_write(Delivery)).filter(mailing=mailing)


def _begin(mailing: Mailing) -> None:
    if mailing.change_state([State.READY], state=State.SENDING):
        mailing.log("starts")


# Each step runs if the one before it left the mailing in the state named here.
_STEPS = [
    (State.HELD, _expire_if_stale),
    (State.HELD, _cancel_if_withdrawn),
    (State.HELD, _freeze_content),
    (State.FREEZING, _freeze_recipients),
    (State.READY, _begin),
]
