"""Why a person can't settle or mail deliveries of a mailing now, in words."""

from typing import Any

from django.utils.translation import gettext as _

from ..models import Mailing
from . import manual_resolution


def of_settling(mailing: Mailing) -> str:
    """Return why no one can say yet that its mail arrived; "" when they can."""
    if mailing.is_cancellable:
        return _("The mailing isn’t over yet. You can settle this once it has ended.")
    return ""


def _of_post(page: Any) -> str:
    if page is None:
        return _("The post was deleted, so it isn’t emailed again.")
    if not page.live:
        return _("Readers can’t open the post, so it isn’t emailed again. Publish it first.")
    return _(
        "The post is private, so it isn’t emailed again: its readers couldn’t open it. Change who "
        "can see the page first."
    )


def _of_digest() -> str:
    return _("Readers can’t open any of its posts, so it isn’t emailed again. Publish one first.")


def of_sending_again(mailing: Mailing) -> str:
    """Return why it can't be sent to anyone again; "" when it can."""
    if manual_resolution.may_send_again(mailing):
        return ""
    if mailing.state in manual_resolution.FINISHED:
        return _of_digest() if mailing.kind == Mailing.Kind.DIGEST else _of_post(mailing.page)
    return of_settling(mailing) or _("The mailing was stopped for good, so it isn’t sent again.")
