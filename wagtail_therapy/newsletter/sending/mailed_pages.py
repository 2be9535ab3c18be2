"""Which posts are mailed, and when their mailings are queued."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.db.models import Exists, OuterRef
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Site

from wagtail_therapy.conf import conf

from .. import clock
from ..copy_detection import places
from ..models import Mailing, PostMailIntent
from . import mailings

# What Wagtail's audit log calls an answer to "Email this to subscribers?".
DECISION = "wagtail_therapy.mail_decision"

# An import dates posts back; a correction right after publishing is still about a new post.
NEW_FOR = timedelta(minutes=10)

logger = logging.getLogger("wagtail_therapy.newsletter")


@dataclass(frozen=True)
class FormAnswer:
    """What an editor has changed in a form: the answer, "" if it is as before, and words."""

    choice: str
    words: dict[str, str]
    by: Any


def mailed_models() -> list[Any]:
    """Return the page types that may be mailed. System checks report names of any others."""
    models = {model._meta.label_lower: model for model in apps.get_models()}
    named = [models.get(name.lower()) for name in conf.mailed_page_models]
    return [model for model in named if hasattr(model, "get_view_restrictions")]


def is_mailed(page: Any) -> bool:
    """Whether the page is of a type that may be mailed. Takes base pages, too."""
    model = page.specific_class
    # The type of a page may have been uninstalled.
    return model is not None and issubclass(model, tuple(mailed_models()))


def intent_for(page: Any) -> PostMailIntent | None:
    return PostMailIntent.of(page)


def open_intent(page: Any) -> PostMailIntent | None:
    """Return the yes or wish of a page that may still be mailed; None where there is none."""
    intent = intent_for(page)
    if intent is None or intent.choice not in PostMailIntent.FOR_MAIL:
        return None
    mailing = for_page(page)
    return intent if mailing is None or mailing.is_withdrawn else None


def is_undecided(page: Any) -> bool:
    """Whether a post has just gone live for the first time, and no one has answered the question.

    Later versions of a post aren't news to subscribers.
    """
    first, last = page.first_published_at, page.last_published_at
    is_new = page.live and first and last and last - first < NEW_FOR
    return bool(is_new) and not _is_answered(page) and for_page(page) is None


def _is_answered(page: Any) -> bool:
    intent = intent_for(page)
    return intent is not None and bool(intent.choice)


def may_decide(user: Any, page: Any, parent: Any = None) -> bool:
    """Whether a yes of the user counts; a page that is not saved yet has only its parent."""
    if user is None:
        return False
    if page.pk is None:
        return parent is not None and parent.permissions_for_user(user).can_publish_subpage()
    return page.permissions_for_user(user).can_publish()


def decide(page: Any, choice: str, set_by: Any) -> None:
    """Store whether to mail a page, and log it in its history. Only publishing starts the mailing.

    The yes of a user who may not publish the page is a wish.
    """
    data = {"choice": choice, "is_wish": not may_decide(set_by, page)}
    log(instance=page, action=DECISION, user=set_by, data=data)
    PostMailIntent.objects.update_or_create(
        translation_key=page.translation_key,
        locale_id=page.locale_id,
        defaults={"choice": choice, "set_by": set_by, "set_at": timezone.now()},
    )


def keep_words(page: Any, words: dict[str, str], set_by: Any) -> None:
    """Store what the email about a page says besides the post, until its content is fixed.

    After the words of a user who may not publish the page, a yes of another user is a wish, because
    that user hasn't read them. Once the email waits to be sent, such words aren't taken.
    """
    mailing = for_page(page)
    is_decided_by_them = may_decide(set_by, page)
    if mailing and not mailing.is_withdrawn and not (mailing.is_held and is_decided_by_them):
        return
    row = PostMailIntent.objects.filter(
        translation_key=page.translation_key, locale_id=page.locale_id
    )
    changes = words if is_decided_by_them else words | {"set_by": set_by}
    if not row.update(**changes):
        PostMailIntent.objects.create(
            translation_key=page.translation_key,
            locale_id=page.locale_id,
            set_by=set_by,
            **words,
        )


def for_page(page: Any) -> Mailing | None:
    """Return the mailing of a page, in any state."""
    key = PostMailIntent(translation_key=page.translation_key, locale=page.locale).dedupe_key
    return Mailing.objects.filter(dedupe_key=key).first()


def goes_live_at(page: Any) -> datetime | None:
    """Return when a version of the page will go live by itself; None when none will."""
    scheduled = page.scheduled_revision
    return scheduled and scheduled.approved_go_live_at


def is_yet_to_be_published(page: Any) -> bool:
    return not page.live or goes_live_at(page) is not None


def queue_for_page(page: Any) -> Mailing | None:
    """Create the mailing of a page that has just gone live, if a user who may publish it said yes.

    Returns None when there is nothing to do: not live, an alias, private, not wanted, only wished
    for, or queued before. Wagtail's signal also comes for scheduled pages, aliases and every later
    edit.
    """
    if not page.live or page.alias_of_id is not None:
        return None
    intent = intent_for(page)
    if intent is None or intent.choice != PostMailIntent.Choice.SEND:
        return None
    if intent.is_wish_for(page):
        intent.leave_undecided()
        return None
    site = page.get_site()
    if site is None or page.get_view_restrictions().exists():
        return None
    return _queue(page, intent, site)


def queue_missed() -> list[Mailing]:
    """Queue what a lost signal left behind: posts that are live and wanted, but have no mailing.

    Wagtail's publishing is not one transaction, so a process may die between the two.
    """
    made = [_queue_safely(page) for page in _published_without_mailing()]
    return [mailing for mailing in made if mailing]


def _queue(page: Any, intent: PostMailIntent, site: Site) -> Mailing | None:
    places.adopt_first(site)
    now = clock.now()
    not_before = now + conf.mail_hold
    mailing = Mailing(
        site=site,
        dedupe_key=intent.dedupe_key,
        page_id=page.pk,
        language=intent.locale.language_code,
        not_before=not_before,
        not_after=not_before + conf.mail_stale_after,
        created_at=now,
        created_by_id=intent.set_by_id,
    )
    # If two requests publish it, one inserts the row, and neither gets an error.
    Mailing.objects.bulk_create([mailing], ignore_conflicts=True)
    queued = Mailing.objects.get(dedupe_key=mailing.dedupe_key)
    if queued.uuid == mailing.uuid or (queued.is_withdrawn and mailings.reschedule(queued)):
        return queued
    return None


def _queue_safely(page: Any) -> Mailing | None:
    try:
        return queue_for_page(page)
    except Exception:
        # One page that can't be mailed must not stop the sweep.
        logger.exception("The mailing of page %s could not be queued", page.pk)
        return None


def _published_without_mailing() -> Iterator[Any]:
    recent = clock.now() - conf.mail_stale_after
    # Not if the editor has changed the answer of a live post since it was last published.
    wanted = PostMailIntent.objects.wanted().filter(
        translation_key=OuterRef("translation_key"),
        locale=OuterRef("locale"),
        set_at__lte=OuterRef("last_published_at"),
    )
    mailed = Mailing.objects.filter(page=OuterRef("pk"))
    for model in mailed_models():
        published = model.objects.live().filter(last_published_at__gte=recent)
        yield from published.filter(Exists(wanted), ~Exists(mailed))
