"""Lets a person say that a new place is the real site and not a copy."""

from typing import Any

from django.utils.translation import gettext
from wagtail.models import Site

from .. import audit_log
from ..models import Mailing, SendingPlace
from . import detection, places


def adopt_on_resume(mailing: Mailing, user: Any, by: str) -> None:
    """Let resuming a mailing answer the question that paused it, and no other question."""
    if mailing.asking_place:
        adopt(mailing.asking_place, gettext("A mailing was resumed."), user=user, by=by)
    else:
        detection.accept_database(mailing)


def adopt(place: SendingPlace, why: str, *, user: Any = None, by: str = "") -> bool:
    """Let the site send from a place, and record who said so. False: already known.

    ``by`` is the name given on the command line, which does not know the user.
    """
    adopted = place.adopt(adopted_by=user, adopted_as=by, why=why)
    if adopted:
        audit_log.record_place(place.site, user=user, by=by, why=why)
    return adopted


def adopt_here(site: Site, why: str, by: str) -> list[SendingPlace]:
    """Let the site send from this place, and from waiting places that only differ in the folder.

    A site's servers may have a folder each. They share the database and MAIL_ENVIRONMENT, so none
    of them is a copy. Returns the places that were not known before.
    """
    here = places.current_place(site)
    ours = [here.adopted or here.row(), *filter(here.differs_only_by_folder, here.places)]
    return [place for place in ours if adopt(place, why, by=by)]
