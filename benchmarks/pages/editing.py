"""What an editor does in the admin before a picture for the editor's guide is taken."""

from playwright.sync_api import Page

POST = "CBT or ACT?"
APPROACH = "Acceptance and commitment therapy"
# A mailing of the demo waits half a minute before it is sent.
SENT_MS = 120_000


def open_post(page: Page) -> None:
    _open(page, "Posts", POST)


def answer_yes(page: Page) -> None:
    """Answer that the post is to be emailed, which the button to publish then says."""
    open_post(page)
    page.get_by_label("Yes, email it to").check()
    page.locator("footer [data-w-dropdown-target=toggle]").click()


def send_post(page: Page) -> None:
    """Publish the post, and show its mailing once its readers have got it."""
    answer_yes(page)
    page.get_by_role("button", name="Publish and email").click()
    page.get_by_role("link", name="Send now or cancel").click()
    page.get_by_text("it was sent to").wait_for(timeout=SENT_MS)


def open_claims(page: Page) -> None:
    """Show the part of an approach's form that is about guidelines and research."""
    _open(page, "Approaches", APPROACH)
    heading = page.get_by_role("heading", name="Concerns", exact=True).first
    heading.evaluate("element => element.scrollIntoView()")


def _open(page: Page, menu_item: str, title: str) -> None:
    page.get_by_role("link", name=menu_item, exact=True).first.click()
    page.get_by_role("link", name=title).first.click()
    page.wait_for_load_state("networkidle")
