"""Both imports in the admin in their states, opened as in ``test_admin_sweep``."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.full_bodies import LONG_TITLE, SPANNED
from tests.newsletter.readers import import_rows
from tests.pages import rows
from tests.pages.admin_in_browser import WHOLE, opened
from tests.pages.admin_looks import odd
from tests.practice import ready_practice
from tests.wordpress_import.admin.import_pages import (
    IMPORTS,
    OPTIONS,
    blog_on,
    brought,
    send,
    uploaded,
)
from tests.wordpress_import.wxr.exports import export, item
from wagtail_therapy.newsletter.models import SubscriberImport
from wagtail_therapy.newsletter.readers.imports import BROKE_OFF
from wagtail_therapy.wordpress_import.models import WordPressImport

pytestmark = [pytest.mark.sweep, pytest.mark.slow, *rows.MAKES_RENDITIONS]

FINE = WHOLE | {"axe": []}
PICTURE = "<figure><img src='https://old.example/wp-content/uploads/2020/11/river-in-autumn.jpg'>"
OLD_SITE = export(
    item(f"<p>How it goes.</p>{PICTURE}</figure>", id=1, slug="first", title=LONG_TITLE),
    item(f"<p>We talk.</p>{SPANNED}", id=2, slug="ways", title="Two ways of talking about sleep"),
    item("<p>Not yet.</p>", id=3, slug="later", title="Draft on money", status="draft"),
    item("<p>For us.</p>", id=4, slug="note", title="A note", status="private"),
    item("<p>Gone.</p>", id=5, slug="gone", title="Old news", status="trash"),
    item("<p>Who we are.</p>", id=6, slug="about", title="About", type="page"),
    item("", id=7, slug="form", title="Contact form 1", type="wpcf7_contact_form"),
)
LISTED = import_rows.listed(
    ("ada@mail.example", "active"), ("bo@mail.example", "unsubscribed"), ("no address", "active")
)


@pytest.fixture
def client(live_site, editor_client):
    """A client of the user in the browser, with one blog to import to."""
    ready_practice.practice(live_site)
    blog_on(live_site)
    return editor_client


@pytest.fixture
def see(page, faults, look):
    """Open an import's page, and say what is wrong with it."""

    def seen(name, address):
        return opened(page, address, faults) | look(name)

    return seen


def hold():
    """Let another tab work on it, so that the page only looks."""
    until = timezone.now() + timedelta(minutes=2)
    WordPressImport.objects.update(claimed_until=until, items_done=3)


def release():
    WordPressImport.objects.update(claimed_until=None, items_done=0)


def test_import_from_wordpress_is_whole_in_each_state(page, client, see, look):
    uploaded(client, OLD_SITE)
    address, found = f"{IMPORTS}{brought().pk}/", {}
    found["uploaded"] = see("wordpress uploaded", address)
    found["options"] = see("wordpress options", f"{address}options/")
    page.get_by_label("Take them from a ZIP file").check()
    page.get_by_role("button", name="Check the file").click()
    expect(page.locator(".error-message")).to_be_visible()
    found["faults"] = look("wordpress faults")
    send(client, "options", **OPTIONS)
    hold()
    found["checking"] = see("wordpress checking", address)
    release()
    send(client, "work")
    found["checked"] = see("wordpress checked", address)
    [sample, *_others] = brought().found["samples"]
    found["preview"] = see("wordpress preview", f"{address}posts/{sample['number']}/")
    send(client, "begin")
    hold()
    found["importing"] = see("wordpress importing", address)

    assert odd(found, FINE) == ""


def test_import_from_wordpress_is_whole_when_it_ended(page, client, see, look):
    uploaded(client, OLD_SITE)
    address, found = f"{IMPORTS}{brought().pk}/", {}
    for step, data in (("options", OPTIONS), ("work", {}), ("begin", {}), ("work", {})):
        send(client, step, **data)
    found["finished"] = see("wordpress finished", address)
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    found["unfolded"] = look("wordpress unfolded")
    uploaded(client, OLD_SITE)
    found["again"] = see("wordpress again", f"{IMPORTS}{brought().pk}/options/")
    broken = "The file ends too early, so the rest is missing. Export it again."
    WordPressImport.objects.filter(pk=brought().pk).update(state="failed", error=broken)
    found["failed"] = see("wordpress failed", brought().get_absolute_url())
    found["list"] = see("wordpress list", IMPORTS)

    assert odd(found, FINE) == ""


def test_import_of_subscribers_is_whole_in_each_state(page, client, live_site, see):
    found = {}
    made = {
        "uploaded": import_rows.stored(live_site, LISTED),
        "checked": import_rows.checked(live_site, LISTED),
        "importing": import_rows.begun(live_site, LISTED),
    }
    for name, one in made.items():
        found[name] = see(f"readers {name}", one.get_absolute_url())
    # Its page would ask for it.
    page.goto("about:blank")
    made["importing"].delete()
    ended = import_rows.done(live_site, LISTED)
    found["finished"] = see("readers finished", ended.get_absolute_url())
    asked = import_rows.done(live_site, LISTED.replace("ada", "eve"), asks=True)
    found["asked"] = see("readers asked", asked.get_absolute_url())
    SubscriberImport.objects.filter(pk=asked.pk).update(state="failed", error=str(BROKE_OFF))
    found["failed"] = see("readers failed", asked.get_absolute_url())
    found["list"] = see("readers imports", "/admin/therapy/imports/")

    assert odd(found, FINE) == ""
