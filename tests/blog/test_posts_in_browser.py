"""A post in a real browser: what a reader with a phone or a wide screen sees first."""

from datetime import date

import pytest

from tests.browser import sheets_of_paper
from tests.pages import rows
from tests.practice.rows import PRACTICE
from wagtail_therapy.practice.models import PracticeSettings

pytestmark = [pytest.mark.slow, *rows.MAKES_RENDITIONS]

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}
# A name, and a menu in a second line, as on the example site.
BESIDE = [
    {"type": "callout", "value": {"title": "Welcome", "text": "<p>Sit down.</p>"}},
    {"type": "search", "value": {"heading": ""}},
    {"type": "months", "value": {"heading": "Archive"}},
    {"type": "categories", "value": {"heading": "Categories"}},
]
HOST_HEADER = "body > header { block-size: 195px }"
TOP_IN_SCREENS = """selector => {
    const top = document.querySelector(selector).getBoundingClientRect().top;
    return (top + scrollY) / innerHeight;
}"""
META_HEIGHT = "() => document.querySelector('.therapy-header .therapy-meta').clientHeight"


BELOW = """() => [...document.querySelectorAll(
    ".therapy-subscribe, .therapy-author, .therapy-related, .therapy-share, .therapy-sidebar > *"
)].filter(one => one.checkVisibility()).map(one => one.classList[one.classList.length - 1])"""
IS_IN_FIELD = "() => document.activeElement.type === 'email'"


def body(parts):
    text = f"<p>{'You sit down and say what comes to mind. ' * 40}</p>"
    headings = (("heading", {"text": f"Part {number}"}) for number in range(parts))
    return [
        ("paragraph", text),
        *(block for one in headings for block in (one, ("paragraph", text))),
    ]


@pytest.fixture
def post(live_site):
    PracticeSettings.objects.create(site=live_site, name="Willowmere", **PRACTICE)
    orla = rows.author(short_bio="Patterns.", job_title="Psychologist")
    blog, category, room = rows.blog(live_site, sidebar=BESIDE), rows.category(), rows.image()
    rows.post(blog, orla, title="A first call", categories=[category], lead_image=room)
    post = rows.post(
        blog,
        orla,
        title="Your first session, minute by minute",
        categories=[category],
        lead_image=rows.image(width=1600, height=1000),
        lead_image_alt="A door",
        updated_date=date(2026, 10, 6),
        body=body(4),
    )
    rows.review(post, rows.author("Sunniva Brightwater"), date(2026, 11, 2))
    return post


def show(page, post, size):
    page.set_viewport_size(size)
    page.goto(post.full_url)
    page.add_style_tag(content=HOST_HEADER)


def test_first_sentence_is_on_the_first_screen_of_a_phone(post, chromium_page):
    show(chromium_page, post, PHONE)

    assert chromium_page.evaluate(TOP_IN_SCREENS, ".therapy-body p") <= 0.8
    # One line, and not two.
    assert chromium_page.evaluate(META_HEIGHT) < 44


def test_post_is_on_few_sheets_of_paper(post, chromium_page):
    show(chromium_page, post, DESKTOP)

    # It has 1,800 words, and a picture.
    assert sheets_of_paper(chromium_page) <= 4


def test_review_is_at_the_end_and_a_link_above_leads_there(post, chromium_page):
    show(chromium_page, post, PHONE)
    chromium_page.get_by_role("link", name="Reviewed").click()

    dates = chromium_page.locator("#therapy-dates")
    assert " ".join(dates.inner_text().split()).endswith(
        "Updated Oct. 6, 2026 Reviewed by our colleague Sunniva Brightwater on Nov. 2, 2026"
    )
    assert dates.evaluate("one => one.getBoundingClientRect().top < innerHeight")


@pytest.mark.parametrize(("size", "is_open"), [(PHONE, False), (DESKTOP, True)])
def test_contents_are_closed_where_the_screen_is_narrow(post, chromium_page, size, is_open):
    show(chromium_page, post, size)
    entry = chromium_page.get_by_role("link", name="Part 2")

    assert entry.is_visible() == is_open
    if not is_open:
        chromium_page.get_by_text("On this page").first.click()
    assert entry.is_visible()


PLACES = """() => {
    const box = name => document.querySelector(`.therapy-${name}`).getBoundingClientRect();
    const [text, contents, sidebar] = ["body", "contents", "sidebar"].map(box);
    return {
        isBeside: contents.left > text.right && contents.right <= innerWidth,
        isSeen: contents.top >= 0 && contents.bottom <= innerHeight,
        isBelow: sidebar.top > text.bottom,
        fits: document.documentElement.scrollWidth <= innerWidth,
    };
}"""


@pytest.mark.parametrize("part", [1, 3])
def test_contents_go_with_the_reader_of_a_wide_screen(post, chromium_page, part):
    show(chromium_page, post, DESKTOP)
    chromium_page.locator(f"#h-part-{part}").evaluate("one => one.scrollIntoView()")

    everywhere = {"isBeside": True, "isSeen": True, "isBelow": True, "fits": True}
    assert chromium_page.evaluate(PLACES) == everywhere


def test_post_is_followed_by_the_form_its_author_the_next_posts_and_ways_to_share(
    post, chromium_page
):
    show(chromium_page, post, PHONE)
    below = ["therapy-subscribe", "therapy-author", "therapy-related", "therapy-share"]
    leading_on = ["therapy-widget-search", "therapy-widget-categories"]
    on_phone = chromium_page.evaluate(BELOW)
    chromium_page.set_viewport_size(DESKTOP)

    assert on_phone == below + leading_on
    assert len(chromium_page.evaluate(BELOW)) == len(below) + len(BESIDE)
    assert chromium_page.locator(".therapy-related img").count() == 1


def test_address_field_of_a_post_is_few_tab_stops_away(post, chromium_page):
    show(chromium_page, post, PHONE)
    stops = 0
    while not chromium_page.evaluate(IS_IN_FIELD) and stops < 40:
        chromium_page.keyboard.press("Tab")
        stops += 1

    # The host has one of its own, where other hosts have seven. Links in the text are the writer's.
    assert stops - 1 + 7 <= 15


def presses_to(page, name):
    """Return how often one presses Tab to get to a link, and then to the address field."""
    presses = 0
    while not page.evaluate("name => document.activeElement.textContent.trim() === name", name):
        page.keyboard.press("Tab")
        presses += 1
        assert presses < 40
    page.keyboard.press("Enter")
    page.wait_for_function(IS_IN_FIELD)
    return presses


@pytest.mark.parametrize(("of", "name"), [("post", "By email"), ("blog", "Get new posts by email")])
def test_link_at_the_top_leads_to_the_address_field(post, chromium_page, of, name):
    page = post if of == "post" else post.get_parent()
    show(chromium_page, page, PHONE)

    assert presses_to(chromium_page, name) - 1 + 7 <= 14
    assert chromium_page.get_by_text("Email address", exact=True).bounding_box()["y"] > 0
