"""Shared links to comparisons and filtered lists name slugs that may have changed since."""

from typing import Any

from django.http import QueryDict
from wagtail.signals import page_slug_changed

from wagtail_therapy.content import former_slugs
from wagtail_therapy.content.translations import preferred_translations

from .authored import AuthoredApproachMixin
from .compare.selection import PARAMETER
from .models import Concern
from .querysets import models

CONCERN = "concern"


def connect() -> None:
    page_slug_changed.connect(record_former_slug, dispatch_uid=__name__)


def record_former_slug(sender: Any, instance: Any, instance_before: Any, **kwargs: Any) -> None:
    """Keep the slug that an approach had until now."""
    if isinstance(instance, AuthoredApproachMixin):
        former_slugs.remember_slug(instance, instance_before.slug)


def with_current_slugs(query: QueryDict, index: Any) -> QueryDict:
    """Return the query with former slugs of approaches and concerns replaced by current ones.

    Slugs that the index doesn't know are left unchanged.
    """
    moves = {
        PARAMETER: _current_approach_slugs(set(query.getlist(PARAMETER)) - {""}, index),
        CONCERN: _current_concern_slugs(set(query.getlist(CONCERN)) - {""}, index.locale_id),
    }
    current = query.copy()
    for name, known in moves.items():
        if known:
            current.setlist(name, [known.get(slug, slug) for slug in query.getlist(name)])
    return current


def _current_approach_slugs(asked: set[str], index: Any) -> dict[str, str]:
    """Return the current slugs of approaches by their former ones, if no other has these now."""
    known = former_slugs.former_slugs_of(models(), asked) if asked else []
    if not known:
        return {}
    approaches = index.get_approaches()
    taken = approaches.filter(slug__in={one.slug for one in known})
    here = approaches.filter(pk__in={one.object_id for one in known})
    current = {str(pk): slug for pk, slug in here.values_list("pk", "slug")}
    moves = {one.slug: current.get(one.object_id) for one in reversed(known)}
    for slug in taken.values_list("slug", flat=True):
        del moves[slug]
    return {slug: now for slug, now in moves.items() if now}


def _current_concern_slugs(asked: set[str], locale_id: int) -> dict[str, str]:
    known = {one.slug for one in former_slugs.former_slugs_of([Concern], asked)} if asked else set()
    if not known:
        return {}
    shown = preferred_translations(Concern.objects.all(), locale_id).values()
    lost = known - {one.slug for one in shown}
    moves = {
        slug: former_slugs.find_by_former_slug(Concern, slug, locale_id, shown) for slug in lost
    }
    return {slug: one.slug for slug, one in moves.items() if one}
