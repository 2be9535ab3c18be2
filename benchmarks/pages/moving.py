"""What an editor does in the import from WordPress before a picture for its guide is taken."""

from playwright.sync_api import Page

from tests.wordpress_import.wxr.exports import export, item

AUTHORS = "".join(
    f"<wp:author><wp:author_login><![CDATA[{login}]]></wp:author_login>"
    f"<wp:author_display_name><![CDATA[{name}]]></wp:author_display_name></wp:author>"
    for login, name in [("ada", "Orla Penhallow"), ("tomas", "Tomas Reyes")]
)
SLEEP = """<!-- wp:paragraph --><p>At three in the morning, everything is larger than it is.</p>
<!-- /wp:paragraph --><!-- wp:heading --><h2>Get up once</h2><!-- /wp:heading -->
<!-- wp:paragraph --><p>If you’ve been awake for what feels like half an hour, get up. Sit somewhere
else, read something dull, and go back when you’re sleepy.</p><!-- /wp:paragraph -->
<!-- wp:quote --><blockquote class="wp-block-quote"><p>The bed is for sleeping.</p></blockquote>
<!-- /wp:quote -->"""
FORM = '<p>Write to us:</p>[contact-form-7 id="4" title="Contact"]'
POSTS = [
    ("Awake at three", "publish", SLEEP, "tomas"),
    ("What a first session is for", "publish", "<p>Mostly, for asking questions.</p>", "ada"),
    ("A quiet week in August", "publish", "<p>We’re closed from the 10th.</p>", "ada"),
    ("How to write to us", "publish", FORM, "ada"),
    ("Notes for our own meeting", "private", "<p>For the four of us.</p>", "ada"),
    ("Grief has no stages", "draft", "<p>To be continued.</p>", "ada"),
    ("An old announcement", "trash", "<p>We have moved.</p>", "ada"),
]


def old_blog() -> bytes:
    """Return the export of a small practice's blog, with all that needs a word."""
    items = [
        item(content, id=number, title=title, slug=f"post-{number}", status=status).replace(
            "<dc:creator><![CDATA[ada]]>", f"<dc:creator><![CDATA[{login}]]>"
        )
        for number, (title, status, content, login) in enumerate(POSTS, start=1)
    ]
    about = item("<p>Four therapists by a river.</p>", id=20, title="About", slug="us", type="page")
    text = export(*items, about, head=AUTHORS)
    return text.replace("Old &amp; wise", "Quiet River Counselling").encode()


def upload(page: Page) -> None:
    """Upload the export, and come to the options."""
    page.goto(f"{page.url.partition('/admin/')[0]}/admin/therapy/wordpress/add/")
    file = {"name": "quietriver.WordPress.2026-11-30.xml", "mimeType": "text/xml"}
    page.get_by_label("File").set_input_files(file | {"buffer": old_blog()})
    page.get_by_role("button", name="Upload").click()
    page.get_by_text("Who is who").wait_for()


def check(page: Page) -> None:
    """Go on to the report of the dry run."""
    upload(page)
    page.get_by_label("Leave them out for now").check()
    page.get_by_role("button", name="Check the file").click()
    page.get_by_text("Nothing has been imported yet").wait_for()


def look_at_a_post(page: Page) -> None:
    """Go on to the preview of a post."""
    check(page)
    page.get_by_role("link", name="Awake at three").click()
    page.frame_locator("iframe").get_by_text("Get up once").first.wait_for()


def finish(page: Page) -> None:
    """Import it, and show the lists."""
    check(page)
    page.get_by_role("button", name="Import now").click()
    page.get_by_text("It’s done").wait_for()
