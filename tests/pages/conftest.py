import pytest

from tests.axe import Axe
from tests.pages import rows
from tests.pages.admin_in_browser import DESK, PHONE, SHOWN, broken
from tests.pages.admin_looks import take, violations
from tests.pages.admin_pages import AdminPages


@pytest.fixture
def keeps_browser_cache():
    return True


@pytest.fixture
def page(chromium_page, live_site, editor_client, settings):
    """The browser of a user who may do everything."""
    # Wagtail would ask another host for a portrait.
    settings.WAGTAIL_GRAVATAR_PROVIDER_URL = None
    # A browser is faster than people: it publishes while Wagtail still makes the draft.
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0
    session = editor_client.cookies["sessionid"].value
    cookie = {"name": "sessionid", "value": session, "url": live_site.root_url}
    chromium_page.context.add_cookies([cookie])
    chromium_page.site = live_site.root_url
    chromium_page.admin = f"{live_site.root_url}/admin"
    return chromium_page


@pytest.fixture
def faults(page):
    """What the browser's console complains of."""
    found = []

    def listen(message):
        # A browser asks for it by itself, once a host. Scripts of previews are not to run.
        is_meant = (
            message.location["url"].endswith("/favicon.ico") or "is sandboxed" in message.text
        )
        if message.type == "error" and not is_meant:
            found.append(message.text)

    page.on("console", listen)
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


@pytest.fixture
def form(page, live_site):
    """The body in the form of a new post."""
    parent = rows.blog(live_site)
    page.goto(f"{page.admin}/pages/add/wagtail_therapy_pages/blogpostpage/{parent.pk}/")
    return page.locator("#panel-child-content-body-section")


@pytest.fixture
def admin_pages(live_site):
    return AdminPages(live_site)


@pytest.fixture(params=["light", "dark"])
def scheme(request, page):
    page.emulate_media(color_scheme=request.param)
    return request.param


@pytest.fixture
def look(page, scheme, faults):
    """Say what is wrong with the page that is open, at each width."""
    axe = Axe(page)

    def looked(name):
        page.wait_for_load_state()
        page.set_viewport_size(PHONE)
        page.evaluate(SHOWN)
        found = {"status": 200, "axe": []} | broken(page, faults)
        for size in (DESK, PHONE):
            page.set_viewport_size(size)
            page.evaluate(SHOWN)
            found["axe"] += violations(axe)
            take(page, size, f"state {name}-{size['width']}-{scheme}")
        return found

    return looked
