"""A Wagtail site with a home page, and what else must be there."""

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Collection, Locale, Page, Site

from tests.testapp.models import HomePage


def add_site(hostname: str) -> Site:
    """Make a site, and what else Wagtail's migrations make and a flush takes away."""
    ContentType.objects.clear_cache()
    Locale.objects.get_or_create(language_code="en")
    if Collection.get_first_root_node() is None:
        Collection.add_root(name="Root")
    root = Page.get_first_root_node() or Page.add_root(instance=Page(title="Root", slug="root"))
    home = root.add_child(instance=HomePage(title="Foreign host", slug="host"))
    return Site.objects.create(
        hostname=hostname, root_page=home, is_default_site=True, site_name="Foreign host"
    )
