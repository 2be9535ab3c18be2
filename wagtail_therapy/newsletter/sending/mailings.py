"""Changes to a mailing as a whole: sent now, paused, resumed, cancelled, finished."""

import logging
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext

from wagtail_therapy.conf import conf

from .. import audit_log, clock
from ..copy_detection import adoption
from ..models import Delivery, Mailing, SendingPlace
from ..models.delivery_queries import DeliveryQuerySet
from ..signals import DeliveryResult, mailing_finished
from . import digest_posts

LONGEST_REASON = Mailing._meta.get_field("paused_reason").max_length
State = Mailing.State


def due() -> list[Mailing]:
    """Return the mailings that are due and have no worker."""
    return list(Mailing.objects.workable().without_worker().order_by("not_before", "pk"))


def may_be_rescheduled(mailing: Mailing) -> bool:
    """Whether it can be sent after all, which its post must be live for."""
    mailed = mailing.announcement or mailing.page
    return mailing.can_be_rescheduled and bool(mailed and mailed.live)


def send_now(mailing: Mailing, user: Any = None) -> bool:
    """End the hold."""
    return _act(mailing, audit_log.SEND_NOW, user, [State.HELD], not_before=clock.now())


def cancel(mailing: Mailing, user: Any = None, by: str = "") -> bool:
    """Cancel a mailing. False: it was over. Publishing again doesn't undo a person's decision."""
    with transaction.atomic():
        cancelled = _act(
            mailing,
            audit_log.CANCEL,
            user,
            Mailing.UNFINISHED,
            {"by": by},
            state=State.CANCELLED,
            paused_reason="",
            cancelled_by=user,
            is_cancelled_by_person=bool(user or by),
            finished_at=clock.now(),
        )
        if cancelled:
            skip_cancelled(mailing)
            digest_posts.withdraw(mailing)
            mailing.recount()
    if cancelled:
        mailing.log("was cancelled")
    return cancelled


def skip_cancelled(mailing: Mailing) -> None:
    """Skip what is queued of a cancelled mailing; what may have arrived becomes unknown."""
    if mailing.state == State.CANCELLED:
        queued = mailing.deliveries.filter(state=Delivery.State.QUEUED)
        may_have_arrived = Q(first_attempt_at__isnull=False) | Q(was_unknown=True)
        queued.filter(may_have_arrived).settle(Delivery.State.UNKNOWN, DeliveryResult.UNKNOWN)
        queued.settle(Delivery.State.SKIPPED, DeliveryResult.SKIPPED, error_class="cancelled")


def reschedule(mailing: Mailing, user: Any = None) -> bool:
    """Hold a mailing again that was cancelled or expired before it had any recipients."""
    if not may_be_rescheduled(mailing):
        return False
    now = clock.now()
    return _act(
        mailing,
        audit_log.RESCHEDULE,
        user,
        [State.CANCELLED, State.EXPIRED],
        state=State.HELD,
        not_before=now + conf.mail_hold,
        not_after=now + conf.mail_hold + conf.mail_stale_after,
        # People who have subscribed since are recipients too, and its content is rendered again.
        created_at=now,
        frozen_at=None,
        watermark=0,
        excluded=0,
        paused_reason="",
        consecutive_errors=0,
        cancelled_by=None,
        is_cancelled_by_person=False,
        finished_at=None,
    )


def pause(
    mailing: Mailing, reason: str, user: Any = None, by: str = "", place: SendingPlace | None = None
) -> bool:
    """Pause until a person resumes it, which adopts the ``place``. A message on its way is sent."""
    paused = _act(
        mailing,
        audit_log.PAUSE,
        user,
        [State.HELD, State.FREEZING, State.READY, State.SENDING],
        {"reason": reason[:LONGEST_REASON], "by": by},
        state=State.PAUSED,
        paused_reason=reason[:LONGEST_REASON],
        asking_place=place,
    )
    if paused:
        # If no person has paused it, one has to look.
        mailing.log("was paused", logging.INFO if user or by else logging.WARNING)
    return paused


def pause_if_abandoned(mailing: Mailing) -> None:
    """Pause a mailing that was begun and then left so long that it may be out of date."""
    now = clock.now()
    is_begun = mailing.state in (State.FREEZING, State.READY, State.SENDING)
    is_late = mailing.not_after < now
    if is_begun and is_late and mailing.is_quiet_since(now - conf.mail_stale_after):
        pause(
            mailing, gettext("It was interrupted for a long time. Resume it if it’s still timely.")
        )


def pause_for_sender(mailing: Mailing, reason: str) -> bool:
    text = gettext("The mail server refuses the sender (%s). Check the mail settings, then resume.")
    return pause(mailing, text % reason)


def pause_for_server(mailing: Mailing, reason: str) -> bool:
    """Pause after a run of faults. Recipients refused at the first try get one more."""
    text = gettext("The mail server failed again and again (%s). Check it, then resume.")
    paused = pause(mailing, text % reason)
    # Even if another worker has paused it, but not if a person has cancelled it.
    if mailing.state == State.PAUSED:
        again = {"state": Delivery.State.QUEUED, "claim": None, "first_attempt_at": None}
        _refused_at_first(mailing).change_state(Delivery.State.FAILED, **again)
        mailing.recount()
    return paused


def resume(mailing: Mailing, user: Any = None, by: str = "") -> bool:
    """Resume a paused mailing where it stopped, and adopt the place that it was paused for."""
    if mailing.state == State.PAUSED:
        adoption.adopt_on_resume(mailing, user, by)
    # Some recipients may have no delivery yet. If all have, preparing it finds nothing to do.
    state = State.FREEZING if mailing.frozen_at else State.HELD
    now = max(clock.now(), mailing.not_before)
    resumed = _act(
        mailing,
        audit_log.RESUME,
        user,
        [State.PAUSED],
        {"by": by},
        state=state,
        paused_reason="",
        asking_place=None,
        consecutive_errors=0,
        not_before=now,
        not_after=now + conf.mail_stale_after,
        heartbeat_at=None,
    )
    if resumed:
        mailing.log("was resumed")
    return resumed


def _act(
    mailing: Mailing,
    action: str,
    user: Any,
    expected: list[Any],
    data: dict[str, Any] | None = None,
    **changes: Any,
) -> bool:
    """Change the state and record who did it: both, or neither."""
    with transaction.atomic():
        changed = mailing.change_state(expected, **changes)
        if changed:
            audit_log.record(mailing, action, user, **data or {})
    return changed


def finish_if_done(mailing: Mailing) -> bool:
    """Close a mailing if nothing in it is left to settle."""
    with transaction.atomic():
        # Requeuing deliveries takes the same lock (manual_resolution), so that each sees what the
        # other has done.
        Mailing.objects.select_for_update().only("pk").get(pk=mailing.pk)
        finished = _finish_if_done(mailing)
    if finished:
        mailing.log("has ended")
        mailing_finished.send_robust(sender=Mailing, mailing=mailing)
    return finished


def _finish_if_done(mailing: Mailing) -> bool:
    is_anything_left = mailing.deliveries.unsettled().exists()
    # Not before: results that another worker commits in between would not be counted.
    mailing.recount()
    if is_anything_left:
        return False
    _clear_if_known(mailing)
    if _is_refused_by_all(mailing):
        pause_for_server(mailing, mailing.deliveries.values_list("error_class", flat=True)[0])
        return False
    state = State.FINISHED_WITH_UNKNOWN if mailing.unknown else State.FINISHED
    return mailing.change_state([State.SENDING], state=state, finished_at=clock.now())


def recount_late_result(mailing: Mailing) -> None:
    """Count again after a result that didn't come from a worker's session.

    Does nothing while a mailing is being sent. It is counted at its end, and workers would add
    their results to a count that has them already.
    """
    with transaction.atomic():
        # Two counts must not run at once: the second has to see what the first saw.
        mailing = Mailing.objects.select_for_update().get(pk=mailing.pk)
        if mailing.state == State.SENDING:
            return
        mailing.recount()
        _clear_if_known(mailing)


def _clear_if_known(mailing: Mailing) -> None:
    """Mark it as sent once a late result or a report has settled the last unknown delivery."""
    if mailing.state == State.FINISHED_WITH_UNKNOWN and not mailing.unknown:
        mailing.change_state([State.FINISHED_WITH_UNKNOWN], state=State.FINISHED)


def _is_refused_by_all(mailing: Mailing) -> bool:
    """Whether all recipients were refused at first, on a list too short for the circuit breaker."""
    is_refused = mailing.total > 1 and mailing.failed == mailing.total
    return is_refused and _refused_at_first(mailing).count() == mailing.total


def _refused_at_first(mailing: Mailing) -> DeliveryQuerySet:
    # If a provider has reported on an email, it had accepted it, so it may still arrive.
    failed = mailing.deliveries.filter(state=Delivery.State.FAILED, attempts=1)
    return failed.filter(provider_events=None)
