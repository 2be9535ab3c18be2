"""Each page of ours in the admin, opened in a real browser as an editor opens it.

``make admin`` looks at more of them, and closer.
"""

import pytest
from playwright.sync_api import expect

from tests.newsletter.rows import subscribers
from tests.pages import rows
from tests.pages.admin_in_browser import SHOWN, WHOLE, opened, tabbed
from tests.pages.admin_pages import AdminPages
from wagtail_therapy.newsletter.models import PostMailIntent
from wagtail_therapy.pages.models import BlogPostPage

pytestmark = [pytest.mark.slow, *rows.MAKES_RENDITIONS]


def test_each_page_of_ours_opens_whole_on_a_phone_and_at_a_desk(page, live_site, faults):
    pages = AdminPages(live_site).ours()

    found = {name: opened(page, url, faults) for name, url in pages.items()}

    assert found == dict.fromkeys(found, WHOLE)


def test_post_is_written_and_saved_with_the_keyboard(page, live_site):
    subscribers(live_site, 2)
    parent = rows.blog(live_site)
    page.goto(f"{page.admin}/pages/add/wagtail_therapy_pages/blogpostpage/{parent.pk}/")

    # Wagtail makes an address of a title only once its scripts have begun.
    page.evaluate(SHOWN)

    unseen = tabbed(page, "title")[1]
    page.keyboard.type("On endings")
    unseen += tabbed(page, "mail_choice")[1]
    page.keyboard.press("Space")
    page.keyboard.press("Control+s")
    expect(page.locator(".messages")).to_contain_text("created")

    [post] = BlogPostPage.objects.all()
    assert (post.title, post.live, unseen) == ("On endings", False, [])
    assert [intent.choice for intent in PostMailIntent.objects.all()] == ["send"]
