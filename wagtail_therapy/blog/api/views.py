"""View sets for Wagtail's API v2. Hosts register them in their router."""

from django.db.models import QuerySet
from wagtail.api.v2.views import PagesAPIViewSet
from wagtail.models import Locale, Site

from wagtail_therapy.content.api.views import SiteAPIViewSet

from .. import querysets
from ..models import Category


class ReadablePagesAPIViewSet(PagesAPIViewSet):
    """Wagtail's pages, without posts dated in the future."""

    def get_base_queryset(self) -> QuerySet:
        return super().get_base_queryset().exclude(pk__in=querysets.future_posts().values("pk"))


class CategoriesAPIViewSet(SiteAPIViewSet):
    """Categories of the site's public posts, and their parent categories."""

    model = Category
    listing_default_fields = [*SiteAPIViewSet.listing_default_fields, "name", "slug"]

    def get_site_queryset(self, site: Site) -> QuerySet:
        named = _with_ancestors(_category_ids_on(site))
        keys = Category.objects.filter(pk__in=named).values("translation_key")
        return Category.objects.filter(translation_key__in=keys)


def _category_ids_on(site: Site) -> set[int]:
    found: set[int] = set()
    for locale in Locale.objects.all():
        readable = querysets.public_posts_on(site, locale.pk)
        found.update(querysets.post_ids_by(readable, "post_categories", "category_id"))
    return found


def _with_ancestors(pks: set[int]) -> set[int]:
    parents = dict(Category.objects.values_list("pk", "parent"))
    found: set[int] = set()
    while new := {pk for pk in pks if pk in parents} - found:
        found |= new
        pks = {parents[pk] for pk in new}
    return found
