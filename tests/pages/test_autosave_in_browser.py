"""A post that is published while Wagtail's autosave makes its draft."""

import pytest
from playwright.sync_api import expect

from tests.pages import rows
from tests.pages.admin_in_browser import WATCH
from wagtail_therapy.pages.models import BlogPostPage

pytestmark = pytest.mark.slow

# A person can be as quick as that by chance only.
PUBLISH_BEFORE = """() => document.addEventListener(
    "w-autosave:save", () => document.querySelector("[name=action-publish]").click(), {once: true}
)"""
PUBLISH_MEANWHILE = """() => {
    const send = window.fetch;
    window.fetch = (...sent) => {
        window.fetch = send;
        const answer = send(...sent);
        document.querySelector("[name=action-publish]").click();
        return answer;
    };
}"""


# As a script of the host does that asks "Really?".
STOP_ONCE = """() => {
    const stopped = event => {
        event.preventDefault();
        document.documentElement.classList.add("is-stopped");
    };
    document.querySelector("[name=action-publish]").form
        .addEventListener("submit", stopped, {once: true});
}"""


@pytest.fixture
def form(page, live_site, editor, settings):
    """The form of a new post, which is saved by itself."""
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 300
    ada = rows.author("Ada")
    ada.user = editor
    ada.save()
    parent = rows.blog(live_site)
    page.add_init_script(WATCH)
    page.goto(f"{page.admin}/pages/add/wagtail_therapy_pages/blogpostpage/{parent.pk}/")
    expect(page.locator("html.is-watched")).to_be_attached()
    return page


@pytest.mark.parametrize("publish", [PUBLISH_BEFORE, PUBLISH_MEANWHILE], ids=["before", "while"])
def test_post_that_is_published_as_it_is_saved_is_made_once(form, publish):
    form.evaluate(publish)

    form.get_by_role("textbox", name="Title*").press_sequentially("On endings")
    expect(form.locator(".messages")).to_contain_text("published")

    [post] = BlogPostPage.objects.all()
    assert (post.title, post.slug, post.live) == ("On endings", "on-endings", True)


def test_errors_of_what_can_not_be_saved_are_shown(form):
    """Autosave only says that there are some."""
    form.evaluate(PUBLISH_MEANWHILE)

    # No address can be made of it.
    form.get_by_role("textbox", name="Title*").fill("…")
    expect(form.locator(".messages")).to_contain_text("could not be created")

    assert BlogPostPage.objects.count() == 0


def test_post_whose_publishing_another_script_stops_is_saved_as_a_draft(form):
    form.evaluate(STOP_ONCE)
    form.evaluate(PUBLISH_MEANWHILE)
    form.get_by_role("textbox", name="Title*").press_sequentially("On endings")
    expect(form.locator("html.is-stopped")).to_be_attached()

    with form.expect_response(saves("On endings!")):
        form.get_by_role("textbox", name="Title*").press_sequentially("!")

    assert form.locator("input[name=action-publish]").count() == 0
    [post] = BlogPostPage.objects.all()
    assert (post.latest_revision.as_object().title, post.live) == ("On endings!", False)


def saves(title):
    """Return whether a response is that to a form which was sent with the title."""
    return lambda response: title in (response.request.post_data or "")
