"""The pages of a site, for rules that look at them."""

from collections.abc import Iterator
from typing import Any

import swapper
from django.apps import apps
from django.db.models import Min, Model, Q, QuerySet
from django.urls import reverse
from wagtail.fields import StreamField
from wagtail.models import Site


def edit_url(page: Any) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def live_on_site(pages: Any, site: Site) -> QuerySet:
    """Return the live pages on the site, in all languages, without aliases."""
    roots = [path.root_path for path in Site.get_site_root_paths() if path.site_id == site.pk]
    within = Q(pk__in=[])
    for root in roots:
        within |= Q(url_path__startswith=root)
    return pages.filter(within).live().filter(alias_of=None)


def example_pages(site: Site) -> list[Any]:
    """Return the home page, and the first public page of each other type."""
    pages = swapper.load_model("wagtailcore", "Page").objects
    found = live_on_site(pages.public(), site).exclude(pk=site.root_page_id).order_by()
    firsts = found.values("content_type").annotate(first=Min("pk")).values_list("first", flat=True)
    return [site.root_page.specific, *pages.filter(pk__in=list(firsts)).order_by("pk").specific()]


def pages_of(site: Site, kind: type) -> Iterator[Any]:
    """Yield the live pages of the site whose type inherits from ``kind``, such as a mixin."""
    base = swapper.load_model("wagtailcore", "Page")
    for model in apps.get_models():
        if issubclass(model, kind) and issubclass(model, base):
            # Pages of a subclass are yielded with the subclass.
            exact = live_on_site(model.objects.exact_type(model), site)
            yield from exact.order_by("pk").iterator(chunk_size=100)


def pages_with_block(site: Site, block_class: type) -> Iterator[tuple[Any, StreamField]]:
    """Yield each live page with each of its StreamFields that can hold such a block."""
    for model in apps.get_models():
        if fields := _streams(model, block_class):
            found = (page for page in pages_of(site, model) if type(page) is model)
            yield from ((page, field) for page in found for field in fields)


def _streams(model: type[Model], block_class: type) -> list[StreamField]:
    fields = [field for field in model._meta.get_fields() if isinstance(field, StreamField)]
    return [field for field in fields if _can_hold(field.stream_block, block_class)]


def _can_hold(block: Any, block_class: type) -> bool:
    children = [*getattr(block, "child_blocks", {}).values()]
    children += filter(None, [getattr(block, "child_block", None)])
    return isinstance(block, block_class) or any(_can_hold(one, block_class) for one in children)
