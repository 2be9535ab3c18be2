"""An editor brings the files of other services, step by step, in a real browser.

With ``ADMIN_PICTURES=folder`` it also takes a picture of each step.
"""

import pytest
from playwright.sync_api import expect

from tests.axe import Axe
from tests.newsletter import editors
from tests.newsletter.readers import import_rows
from tests.newsletter.readers.subscriber_files.service_files import FILES
from tests.pages.admin_in_browser import DESK, PHONE, SHOWN, WHOLE, broken, tabbed
from tests.pages.admin_looks import FOLDER, take, violations
from wagtail_therapy.newsletter import tasks
from wagtail_therapy.newsletter.models import Subscriber, SubscriberImport

pytestmark = pytest.mark.slow

# Each page looks the same for all services, but for a file without states.
LOOKED_AT = {"Mailchimp", "Jetpack"}
# Colors don't depend on the width.
LOOKS = [("light", DESK), ("dark", PHONE)]
EACH_LOOK = [*LOOKS, ("light", PHONE), ("dark", DESK)]
IMPORTER = ["change_subscriber", "view_subscriber_address"]
STATEMENT = "They signed up by the form on our old site, and confirmed by email."
# What each file brings, beside Ada.
EXPECTED = {
    "Mailchimp": {"added": 1, "stopped": 2},
    "Substack": {"added": 1, "stopped": 1},
    "Ghost": {"added": 1, "stopped": 1},
    "Buttondown": {"added": 1, "stopped": 2},
    "Squarespace": {"added": 1, "never-subscribed": 1},
    "Wix": {"added": 1, "never-subscribed": 1},
    "Jetpack": {"added": 2},
    "beehiiv": {"added": 1, "unconfirmed": 1},
}


class Wizard:
    """The pages of the import, with what is wrong with each at two widths and in two schemes."""

    def __init__(self, page, url, name):
        self.page, self.url, self.name = page, url, name
        self.axe = Axe(page)
        self.faults, self.found = [], {}
        page.on("pageerror", lambda error: self.faults.append(str(error)))

    def look(self, step):
        """Look at the page now, and take its picture."""
        if self.name in FILES.keys() - LOOKED_AT and not FOLDER:
            return
        self.page.wait_for_load_state()
        self.page.set_viewport_size(PHONE)
        self.page.evaluate(SHOWN)
        self.found[step] = {"status": 200} | broken(self.page, self.faults) | {"axe": []}
        for scheme, size in EACH_LOOK if FOLDER else LOOKS:
            self.page.emulate_media(color_scheme=scheme)
            self.page.set_viewport_size(size)
            self.page.evaluate(SHOWN)
            self.found[step]["axe"] += violations(self.axe)
            take(self.page, size, f"import {self.name}-{step}-{size['width']}-{scheme}")
        self.page.emulate_media(color_scheme="light")
        self.page.set_viewport_size(DESK)

    def odd(self):
        whole = WHOLE | {"axe": []}
        return {step: one for step, one in self.found.items() if one != whole}

    def press(self, name):
        self.page.get_by_role("button", name=name, exact=True).click()


@pytest.fixture
def client(live_site, practice):
    return editors.member(live_site, site_permissions=IMPORTER)


@pytest.fixture
def page(chromium_page, live_site, client, settings):
    settings.WAGTAIL_GRAVATAR_PROVIDER_URL = None
    session = client.cookies["sessionid"].value
    cookie = {"name": "sessionid", "value": session, "url": live_site.root_url}
    chromium_page.context.add_cookies([cookie])
    return chromium_page


@pytest.fixture
def wizard(page, live_site):
    return lambda name: Wizard(page, f"{live_site.root_url}/admin/therapy/imports/", name)


def brought():
    return SubscriberImport.objects.order_by("-pk").first()


@pytest.mark.parametrize("service", FILES)
def test_editor_imports_the_file_of_a_service(wizard, service):
    one = wizard(service)
    page, (name, content) = one.page, FILES[service]
    page.goto(one.url)
    page.get_by_role("link", name="Import subscribers").first.click()
    file = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    page.get_by_label("File").set_input_files(file)
    one.look("1 file")
    one.press("Upload")
    if service == "Jetpack":
        page.get_by_label("People who agreed to get the emails").check()
    else:
        expect(page.get_by_text(f"as {service} exports it").first).to_be_visible()
    if service == "Buttondown":
        page.get_by_label("“churning” means").select_option("left")
    one.look("2 columns")
    one.press("Check the file")
    expect(page.get_by_text("Nothing has been imported yet")).to_be_visible()
    assert brought().counts == EXPECTED[service]
    one.look("3 check")
    page.get_by_role("link", name="Next: consent").click()
    page.get_by_label("Yes, and I can say where and when").check()
    page.get_by_label("Where and when they agreed").fill(STATEMENT)
    one.look("4 consent")
    one.press("Import now")
    expect(page.get_by_text("It’s being imported: 0 of")).to_be_visible()
    one.look("5 importing")
    tasks.work_on_import(import_id=brought().pk)
    # It looks again by itself.
    expect(page.get_by_text("It’s done:")).to_be_visible()
    one.look("6 done")
    assert (brought().counts, one.odd()) == (EXPECTED[service], {})
    assert "ada@mail.example" in Subscriber.objects.mailable().values_list("email", flat=True)


def test_editor_undoes_an_import(wizard, live_site):
    one = wizard("undo")
    import_rows.done(live_site, import_rows.listed(("ada@mail.example", "active")))
    one.page.goto(one.url)
    one.look("1 list")
    one.page.get_by_role("link", name="list.csv").click()
    one.page.get_by_role("link", name="Undo…").click()
    one.look("2 question")
    one.press("Yes, undo the import")
    expect(one.page.get_by_text("The import is undone. The list is as it was")).to_be_visible()
    one.look("3 undone")
    assert (Subscriber.objects.count(), one.odd()) == (0, {})


def test_errors_say_what_to_do(wizard):
    one = wizard("errors")
    page = one.page
    page.goto(f"{one.url}add/")
    picture = {"name": "list.csv", "mimeType": "text/csv", "buffer": b"\x89PNG\r\n\x1a\n\0\0"}
    page.get_by_label("File").set_input_files(picture)
    one.press("Upload")
    expect(page.get_by_text("This file is not a table.")).to_be_visible()
    one.look("1 file")
    words = "mail,kind\nada@mail.example,friend\nbo@mail.example,unsubscribed\n"
    page.get_by_label("File").set_input_files(
        {"name": "list.csv", "mimeType": "text/csv", "buffer": words.encode()}
    )
    one.press("Upload")
    one.press("Check the file")
    expect(page.get_by_text("Say which people are in this file.")).to_be_visible()
    one.look("2 columns")
    page.get_by_label("Whether they get emails").select_option("kind")
    one.press("Check the file")
    expect(page.get_by_text("Say what this word means.")).to_be_visible()
    page.get_by_label("“friend” means").select_option("subscribed")
    one.look("3 words")
    one.press("Check the file")
    page.get_by_role("link", name="Next: consent").click()
    one.press("Import now")
    expect(page.get_by_text("Choose one of these.")).to_be_visible()
    page.get_by_label("Yes, and I can say where and when").check()
    one.press("Import now")
    expect(page.get_by_text("Say where and when these people agreed.")).to_be_visible()
    one.look("4 consent")
    assert one.odd() == {}


def test_wizard_is_gone_through_with_the_keyboard(wizard):
    one = wizard("keyboard")
    page = one.page
    page.goto(f"{one.url}add/")
    page.get_by_label("File").set_input_files(
        {"name": "list.csv", "mimeType": "text/csv", "buffer": FILES["Jetpack"][1]}
    )
    unseen = []
    for leads, keys in [
        ("Upload", ["Enter"]),
        ("table0-everyone", ["Space", "ArrowDown", "ArrowUp"]),
        ("Check the file", ["Enter"]),
        ("Next: consent", ["Enter"]),
        ("basis", ["Space"]),
        ("statement", ["T", "h", "e", "r", "e"]),
        ("Import now", ["Enter"]),
    ]:
        reached, odd = tabbed(page, until=leads)
        assert reached[-1:] == [leads]
        unseen += odd
        for key in keys[:-1]:
            page.keyboard.press(key)
        if keys == ["Enter"]:
            with page.expect_navigation():
                page.keyboard.press("Enter")
        else:
            page.keyboard.press(keys[-1])
    expect(page.get_by_text("It’s being imported")).to_be_visible()
    assert (unseen, brought().statement.text) == ([], "There")


def test_page_of_an_import_refreshes_itself_without_a_script(page, live_site):
    begun = import_rows.begun(live_site, import_rows.listed(("ada@mail.example", "active")))
    context = page.context.browser.new_context(java_script_enabled=False)
    context.add_cookies(page.context.cookies())
    plain = context.new_page()
    plain.goto(f"{live_site.root_url}{begun.get_absolute_url()}")
    expect(plain.get_by_text("It’s being imported")).to_be_visible()
    tasks.work_on_import(import_id=begun.pk)
    expect(plain.get_by_text("It’s done: 1 new reader.")).to_be_visible()
    context.close()
