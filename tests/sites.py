"""A Wagtail site with a home page, and what must be there before it."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
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
    home = add_home(name, slug)
    is_default = not Site.objects.filter(is_default_site=True).exists()
    return Site.objects.create(
        hostname=hostname, root_page=home, is_default_site=is_default, site_name=name
    )


def add_home(title: str, slug: str) -> HomePage:
    """Add a home page as Wagtail does, without its twenty queries: nearly every test has one."""
    root = Page.get_first_root_node()
    root.numchild += 1
    home = HomePage(
        title=title,
        draft_title=title,
        slug=slug,
        locale=Locale.get_default(),
        path=Page._get_path(root.path, 2, root.numchild),
        depth=2,
        url_path=f"/{slug}/",
    )
    Model.save(home)
    Page.objects.filter(pk=root.pk).update(numchild=root.numchild)
    return home
