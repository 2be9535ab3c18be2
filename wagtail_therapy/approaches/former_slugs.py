"""Shared comparisons and filtered lists name slugs that may have changed since."""

from typing import Any

from django.http import QueryDict
from wagtail.signals import page_slug_changed

from wagtail_therapy.content import former_slugs
from wagtail_therapy.content.translations import preferred_translations

from .authored import AuthoredMixin
from .compare.selection import PARAMETER
from .models import Concern
from .querysets import models

CONCERN = "concern"


def connect() -> None:
    page_slug_changed.connect(remember, dispatch_uid=__name__)


def remember(sender: Any, instance: Any, instance_before: Any, **kwargs: Any) -> None:
    """Remember what an approach was called in shared addresses until now."""
    if isinstance(instance, AuthoredMixin):
        former_slugs.remember_slug(instance, instance_before.slug)


def present_query(query: QueryDict, index: Any) -> QueryDict:
    """Return the query with the present slugs of approaches and concerns that had others.

    What the index knows neither as present nor as former stays as it is.
    """
    moves = {
        PARAMETER: _approaches_moved(set(query.getlist(PARAMETER)) - {""}, index),
        CONCERN: _concerns_moved(set(query.getlist(CONCERN)) - {""}, index.locale_id),
    }
    present = query.copy()
    for name, known in moves.items():
        if known:
            present.setlist(name, [known.get(slug, slug) for slug in query.getlist(name)])
    return present


def _approaches_moved(asked: set[str], index: Any) -> dict[str, str]:
    """Return the present slugs of approaches by the former ones that nothing has now."""
    known = former_slugs.former_slugs_of(models(), asked) if asked else []
    if not known:
        return {}
    approaches = index.get_approaches()
    taken = approaches.filter(slug__in={one.slug for one in known})
    here = approaches.filter(pk__in={one.object_id for one in known})
    present = {str(pk): slug for pk, slug in here.values_list("pk", "slug")}
    moves = {one.slug: present.get(one.object_id) for one in reversed(known)}
    for slug in taken.values_list("slug", flat=True):
        del moves[slug]
    return {slug: now for slug, now in moves.items() if now}


def _concerns_moved(asked: set[str], locale_id: int) -> dict[str, str]:
    known = {one.slug for one in former_slugs.former_slugs_of([Concern], asked)} if asked else set()
    if not known:
        return {}
    shown = preferred_translations(Concern.objects.all(), locale_id).values()
    lost = known - {one.slug for one in shown}
    moves = {
        slug: former_slugs.find_by_former_slug(Concern, slug, locale_id, shown) for slug in lost
    }
    return {slug: one.slug for slug, one in moves.items() if one}
