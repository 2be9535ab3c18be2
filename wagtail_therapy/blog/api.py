"""For hosts that have Wagtail's API v2: register these view sets in their router."""

from django.db.models import QuerySet
from wagtail.api.v2.views import PagesAPIViewSet
from wagtail.models import Locale, Site

from wagtail_therapy.content.api.views import SiteAPIViewSet

from . import querysets
from .models import Category


class ReadablePagesAPIViewSet(PagesAPIViewSet):
    """Wagtail's pages, without posts whose date is still to come."""

    def get_base_queryset(self) -> QuerySet:
        return super().get_base_queryset().exclude(pk__in=querysets.to_come().values("pk"))


class CategoriesAPIViewSet(SiteAPIViewSet):
    """Categories of the site's public posts, and those that these lie within."""

    model = Category
    listing_default_fields = [*SiteAPIViewSet.listing_default_fields, "name", "slug"]

    def get_site_queryset(self, site: Site) -> QuerySet:
        named = _with_ancestors(_named_on(site))
        keys = Category.objects.filter(pk__in=named).values("translation_key")
        return Category.objects.filter(translation_key__in=keys)


def _named_on(site: Site) -> set[int]:
    found: set[int] = set()
    for locale in Locale.objects.all():
        readable = querysets.readable_on(site, locale.pk)
        found.update(querysets.listed_under(readable, "post_categories", "category_id"))
    return found


def _with_ancestors(pks: set[int]) -> set[int]:
    parents = dict(Category.objects.values_list("pk", "parent"))
    found: set[int] = set()
    while new := {pk for pk in pks if pk in parents} - found:
        found |= new
        pks = {parents[pk] for pk in new}
    return found
