"""A Wagtail site with a home page, and what must be there before it."""

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Collection, Locale, Page, Site

from tests.testapp.models import HomePage


def remove_welcome_page() -> None:
    Site.objects.all().delete()
    Page.objects.filter(depth=2).delete()
    Page.objects.filter(depth=1).update(numchild=0)


def add_what_was_flushed() -> None:
    """Put back what Wagtail's migrations add and Django's flush after a test takes away."""
    ContentType.objects.clear_cache()
    Locale.objects.get_or_create(language_code="en")
    if Collection.get_first_root_node() is None:
        Collection.add_root(name="Root")
    if Page.get_first_root_node() is None:
        Page.add_root(instance=Page(title="Root", slug="root"))


def add_site(hostname: str, name: str = "Foreign host", slug: str = "host") -> Site:
    """Add a site with a home page; the first one is the default site."""
    root = Page.get_first_root_node()
    home = root.add_child(instance=HomePage(title=name, slug=slug))
    is_default = not Site.objects.filter(is_default_site=True).exists()
    return Site.objects.create(
        hostname=hostname, root_page=home, is_default_site=is_default, site_name=name
    )
