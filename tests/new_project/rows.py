"""What Wagtail's migrations leave in a new project: a home page and a site. Here are two."""

from django.contrib.auth import get_user_model
from django.test import Client
from home.models import HomePage
from wagtail.models import Collection, Locale, Page, Site


def sites():
    """Make the site and a second one; return both."""
    Locale.objects.create(language_code="en")
    Collection.add_root(name="Root")
    root = Page.add_root(instance=Page(title="Root", slug="root"))
    return [site(root, "testserver", is_default_site=True), site(root, "other.example")]


def site(root, hostname, **fields):
    home = root.add_child(instance=HomePage(title=hostname, slug=hostname.partition(".")[0]))
    return Site.objects.create(hostname=hostname, root_page=home, site_name=hostname, **fields)


def pages_below(home, number):
    """See that so many pages lie below the home page; return all that were made now.

    Quicker than ``add_child()``, for a thousand.
    """
    made = [
        Page(
            path=home._get_path(home.path, home.depth + 1, one + 1),
            depth=home.depth + 1,
            title=f"Page {one}",
            slug=f"page-{one}",
            url_path=f"{home.url_path}page-{one}/",
            content_type_id=home.content_type_id,
            locale_id=home.locale_id,
        )
        for one in range(home.numchild, number)
    ]
    Page.objects.bulk_create(made)
    for page in made:
        # The row of the base page is there.
        HomePage(page_ptr=page).save_base(raw=True)
    home.numchild = number
    Page.objects.filter(pk=home.pk).update(numchild=number)
    return made


def admin_client():
    """Return a client that is logged in to the admin and may do everything there."""
    admin = get_user_model().objects.create_superuser("admin", "admin@host.example", "known")
    client = Client()
    client.force_login(admin)
    return client
