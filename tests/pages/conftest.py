import pytest

from tests.pages import rows


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

    def listen(said):
        # A browser asks for it by itself, once a host.
        if said.type == "error" and not said.location["url"].endswith("/favicon.ico"):
            found.append(said.text)

    page.on("console", listen)
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


@pytest.fixture
def form(page, live_site):
    """The body in the form of a new post."""
    parent = rows.blog(live_site)
    page.goto(f"{page.admin}/pages/add/wagtail_therapy_pages/blogpostpage/{parent.pk}/")
    return page.locator("#panel-child-content-body-section")
