"""An editor brings a site from WordPress, step by step, with the keyboard alone.

With ``ADMIN_PICTURES=folder`` it also takes a picture of each step.
"""

import pytest
from playwright.sync_api import expect

from tests.axe import Axe
from tests.newsletter import editors
from tests.pages.admin_in_browser import DESK, PHONE, SHOWN, WHOLE, broken, tabbed
from tests.pages.admin_looks import FOLDER, take, violations
from tests.testapp.models import JournalEntry
from tests.wordpress_import.admin.import_pages import EXPORT, IMPORTS, PUBLISH, blog_on
from tests.wordpress_import.author_profiles.people import BIO, bios, lead_to, listed, person
from tests.wordpress_import.media.file_server import BASE, running_server

pytestmark = pytest.mark.slow

LOOKS = [("light", PHONE), ("dark", DESK), *([("dark", PHONE), ("light", DESK)] if FOLDER else [])]


class Wizard:
    """The pages of the import, with what is wrong with each."""

    def __init__(self, page):
        self.page, self.axe = page, Axe(page)
        self.faults, self.found, self.unseen = [], {}, []
        page.on("pageerror", lambda error: self.faults.append(str(error)))

    def look(self, step):
        """Look at the page now, and take its picture."""
        self.page.wait_for_load_state()
        self.page.set_viewport_size(PHONE)
        self.page.evaluate(SHOWN)
        self.found[step] = {"status": 200} | broken(self.page, self.faults) | {"axe": []}
        for scheme, size in LOOKS:
            self.page.emulate_media(color_scheme=scheme)
            self.page.set_viewport_size(size)
            self.page.evaluate(SHOWN)
            self.found[step]["axe"] += violations(self.axe)
            take(self.page, size, f"wordpress {step}-{size['width']}-{scheme}")
        self.page.emulate_media(color_scheme="light")
        self.page.set_viewport_size(DESK)

    def focus(self, control):
        """Press Tab until a control has the focus."""
        reached, unseen = tabbed(self.page, until=control)
        assert reached[-1:] == [control]
        self.unseen += unseen

    def go(self, control):
        """Press a button or follow a link with the keyboard."""
        self.focus(control)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")


@pytest.fixture
def old_server(monkeypatch):
    """The old site, which lists one person."""
    with running_server() as server:
        lead_to(server, monkeypatch)
        listed(server, person(picture=""))
        yield server


@pytest.fixture
def page(chromium_page, live_site, settings):
    settings.WAGTAIL_GRAVATAR_PROVIDER_URL = None
    client = editors.member(live_site, *PUBLISH, model_permissions=["add_author"])
    session = client.cookies["sessionid"].value
    cookie = {"name": "sessionid", "value": session, "url": live_site.root_url}
    chromium_page.context.add_cookies([cookie])
    return chromium_page


def test_editor_brings_a_site(page, live_site, old_server):
    blog, exported = blog_on(live_site), EXPORT.replace("https://old.example", BASE)
    one = Wizard(page)
    page.goto(f"{live_site.root_url}{IMPORTS}add/")
    file = {"name": "export.xml", "mimeType": "text/xml", "buffer": exported.encode()}
    page.get_by_label("File").set_input_files(file)
    one.look("1 file")
    one.go("Upload")
    expect(page.get_by_label("Ada Bell (2)")).to_be_visible()
    one.look("2 options")
    one.focus("pictures")
    page.keyboard.press("ArrowUp")
    one.focus("author_profiles")
    page.keyboard.press("Space")
    one.go("Check the file")
    # The page goes on by itself.
    expect(page.get_by_text("Nothing has been imported yet")).to_be_visible()
    one.look("3 check")
    one.go("A first session")
    expect(page.frame_locator("iframe").get_by_text("How a first session goes.")).to_be_visible()
    one.look("3 preview")
    one.go("Go back")
    one.go("Import now")
    expect(page.get_by_text("It’s done: 1 page is public.")).to_be_visible()
    page.locator("details > summary").first.press("Enter")
    one.look("4 done")
    assert one.found == dict.fromkeys(one.found, WHOLE | {"axe": []})
    assert bios() == [("Ada Bell", BIO, "")]
    assert (one.unseen, JournalEntry.objects.child_of(blog).count()) == ([], 3)
