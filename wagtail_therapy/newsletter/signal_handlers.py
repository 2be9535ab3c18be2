import logging
from typing import Any

from anymail.signals import tracking
from django.db import transaction
from django.db.models.signals import post_save
from wagtail.signals import page_published, page_unpublished

from wagtail_therapy.content.pictures import due

from . import tasks
from .models import NewsletterSettings
from .provider_events import recording
from .sending import frequency_notices, mailed_pages, mailings
from .workers import heartbeats

logger = logging.getLogger("wagtail_therapy.newsletter")


def register_signal_handlers() -> None:
    for model in mailed_pages.mailed_models():
        post_save.connect(save_mail_choice, sender=model, dispatch_uid=f"answer {model}")
        page_published.connect(queue_mailing, sender=model, dispatch_uid=f"queue {model}")
        page_unpublished.connect(cancel_mailing, sender=model, dispatch_uid=f"cancel {model}")
    due.register_worker(is_at_work=is_worker_at_work, wake=wake_worker_for_pictures)
    post_save.connect(move_readers, sender=NewsletterSettings, dispatch_uid="move readers")
    tracking.connect(record_provider_event, dispatch_uid="wagtail_therapy.newsletter")


def is_worker_at_work() -> bool:
    """Whether Celery's beat or cron has looked for work in the last minutes."""
    return heartbeats.workers().is_swept


def wake_worker_for_pictures() -> None:
    tasks.enqueue(tasks.make_pictures)


def save_mail_choice(instance: Any, **kwargs: Any) -> None:
    """Store the editor's answer from the form that is being saved, if it asked."""
    given = vars(instance).pop("mail_answer", None)
    if given is None:
        return
    if given.words:
        mailed_pages.keep_words(instance, given.words, given.by)
    if given.choice:
        mailed_pages.decide(instance, given.choice, given.by)


def move_readers(instance: Any, **kwargs: Any) -> None:
    """Email readers less often, if a person has just set that in the form."""
    changed = vars(instance).pop("frequency_change", None)
    if changed:
        for notice in frequency_notices.queue(instance, changed.by):
            tasks.enqueue(tasks.send_mailing, mailing_id=notice.pk)


def queue_mailing(instance: Any, **kwargs: Any) -> None:
    """Queue a post's email. Never raises: the page is live already, and an error would only hide
    that from the editor. The sweep finds what is missed here.
    """
    try:
        with transaction.atomic():
            mailing = mailed_pages.queue_for_page(instance)
        if mailing:
            tasks.enqueue(tasks.send_mailing, mailing_id=mailing.pk)
    except Exception:
        logger.exception("The mailing of page %s could not be queued", instance.pk)


def cancel_mailing(instance: Any, **kwargs: Any) -> None:
    """Stop emails whose links would break. Deleting a live page sends this signal, too."""
    mailing = mailed_pages.for_page(instance)
    if mailing:
        mailings.cancel(mailing)


def record_provider_event(event: Any, esp_name: str, **kwargs: Any) -> None:
    """Record what a mail provider reports. Raises only if the provider should repeat it."""
    recording.record(event, esp_name)
