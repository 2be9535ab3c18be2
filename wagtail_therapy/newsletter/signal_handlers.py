import logging

from django.db import transaction
from wagtail.signals import page_published, page_unpublished

from . import mailings, tasks

logger = logging.getLogger("wagtail_therapy.newsletter")


def register_signal_handlers():
    for model in mailings.mailed_models():
        page_published.connect(queue_mailing, sender=model, dispatch_uid=f"queue {model}")
        page_unpublished.connect(cancel_mailing, sender=model, dispatch_uid=f"cancel {model}")


def queue_mailing(instance, **kwargs):
    """Queue the mail of a post. Never raises: the page is live already, and an error would only
    hide that from the editor. What is missed here is found by the sweep.
    """
    try:
        with transaction.atomic():
            mailing = mailings.queue_for_page(instance)
        if mailing:
            tasks.ring(tasks.send_mailing, mailing_id=mailing.pk)
    except Exception:
        logger.exception("The mailing of page %s could not be queued", instance.pk)


def cancel_mailing(instance, **kwargs):
    """Stop mails that would link to nothing. The signal also comes when a live page is deleted."""
    mailing = mailings.for_page(instance)
    if mailing:
        mailings.cancel(mailing)
