"""Each form of ours, opened in a real browser as an editor opens it."""

import pytest
from playwright.sync_api import expect

from tests.pages import rows
from tests.pages.clicks import publish
from wagtail_therapy.pages.models import ApproachPage, BlogPostPage

pytestmark = pytest.mark.slow

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
SNIPPETS = [
    "authors/author",
    "blog/category",
    "approaches/concern",
    "approaches/approachfamily",
    "content/contentnote",
]
SETTINGS = [
    "practice/practicesettings",
    "newsletter/newslettersettings",
    "authors/reviewsettings",
]
UNDEFINED = """[...document.querySelectorAll("input, textarea")]
    .filter(one => one.value.includes("undefined")).map(one => one.name)"""
HEADINGS = """isOpen => [...document.querySelectorAll("#tab-content > div > [data-panel]")]
    .map(one => one.querySelector(".w-panel__header"))
    .filter(one => one?.querySelector(`[aria-expanded=${isOpen}]`)).map(one => one.innerText)"""
TOO_WIDE = "document.documentElement.scrollWidth > innerWidth"


def adding(site) -> list[str]:
    """Return the address of each form of ours that adds something or changes settings."""
    parents = {
        "blogindexpage": site.root_page,
        "blogpostpage": rows.blog(site),
        "approachindexpage": site.root_page,
        "approachpage": rows.approaches(site),
        "teampage": site.root_page,
    }
    return [
        *[f"pages/add/wagtail_therapy_pages/{name}/{one.pk}/" for name, one in parents.items()],
        *[f"snippets/wagtail_therapy_{name}/add/" for name in SNIPPETS],
        *[f"settings/wagtail_therapy_{name}/{site.pk}/" for name in SETTINGS],
    ]


def seen(page, address, faults):
    """Open a form; return what is broken in it."""
    faults.clear()
    page.goto(f"{page.admin}/{address}")
    page.wait_for_load_state("networkidle")
    return {
        "console": list(faults),
        "unrendered": page.get_by_text("failed to render").count(),
        "undefined": page.evaluate(UNDEFINED),
        "too wide": page.evaluate(TOO_WIDE),
    }


WHOLE = {"console": [], "unrendered": 0, "undefined": [], "too wide": False}


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_each_form_opens_whole(page, live_site, faults, size):
    page.set_viewport_size(size)
    addresses = adding(live_site)

    found = {address: seen(page, address, faults) for address in addresses}

    assert found == dict.fromkeys(addresses, WHOLE)


def test_forms_of_written_pages_open_whole(page, live_site, faults):
    post = rows.blog(live_site).add_child(instance=BlogPostPage(title="On endings", live=False))
    act = rows.approaches(live_site).add_child(instance=ApproachPage(title="ACT", live=False))
    addresses = [f"pages/{one.pk}/edit/" for one in (post, act)]

    found = {address: seen(page, address, faults) for address in addresses}

    assert found == dict.fromkeys(addresses, WHOLE)


@pytest.mark.parametrize(
    "path",
    [
        "snippets/wagtail_therapy_authors/author/",
        "therapy_posts_wagtail_therapy_pages_blogpostpage/",
    ],
)
def test_titles_in_lists_keep_their_words_on_a_phone(page, live_site, path):
    rows.post(rows.blog(live_site), rows.author("Orla Penhallow"), title="On endings")
    page.set_viewport_size(PHONE)
    page.goto(f"{page.admin}/{path}")

    title = page.locator("td.title").first
    expect(title).to_be_visible()
    assert title.bounding_box()["width"] >= 170
    assert not page.evaluate(TOO_WIDE)


def test_post_form_asks_first_what_each_post_needs(page, live_site):
    page.set_viewport_size(DESK)
    parent = rows.blog(live_site)
    page.goto(f"{page.admin}/pages/add/wagtail_therapy_pages/blogpostpage/{parent.pk}/")

    question = page.get_by_role("radio", name="Yes, email it to 0 readers when it is published")
    place = question.bounding_box()["y"]

    assert (headings(page, "true"), headings(page, "false"), place < 1400) == (
        ["Title*", "Lead image", "Body", "Authors", "Categories", "Email to subscribers"],
        [
            "Excerpt",
            "Tags",
            "References",
            "Content notes",
            "Dates",
            "Review",
            "Further reading",
            "Notices",
            "Concerns",
        ],
        True,
    )


def test_approach_form_folds_what_may_stay_empty(page, live_site):
    parent = rows.approaches(live_site)
    page.goto(f"{page.admin}/pages/add/wagtail_therapy_pages/approachpage/{parent.pk}/")

    assert (headings(page, "true"), headings(page, "false")) == (
        ["Title*", "Short definition*", "Body", "Concerns", "References", "Authors"],
        [
            "Names and family",
            "What sessions are like",
            "At this practice",
            "Content notes",
            "Dates",
            "What has changed",
            "Review",
            "Notices",
        ],
    )


def headings(page, is_open):
    """Return the headings of the form's panels that are open, or folded."""
    return page.evaluate(HEADINGS, is_open)


def test_new_approach_goes_live_without_a_word_of_the_form(page, live_site, editor, faults):
    ada = rows.author("Ada")
    ada.user = editor
    ada.save()
    parent = rows.approaches(live_site)
    page.goto(f"{page.admin}/pages/add/wagtail_therapy_pages/approachpage/{parent.pk}/")

    page.get_by_role("textbox", name="Title*").fill("ACT")
    page.get_by_role("textbox", name="Short definition").fill("Room for what is hard.")
    publish(page)
    assert faults == []

    act = ApproachPage.objects.get()
    page.goto(act.get_full_url())
    expect(page.get_by_role("heading", name="ACT", exact=True)).to_be_visible()
    assert page.locator("main h2").all_inner_texts() == ["About the author"]
    assert page.get_by_text("undefined").count() == 0


def test_add_author_adds_the_one_that_is_chosen_and_no_other(page, live_site):
    rows.author("Ada")
    page.goto(
        f"{page.admin}/pages/add/wagtail_therapy_pages/blogpostpage/{rows.blog(live_site).pk}/"
    )

    page.get_by_role("textbox", name="Title*").fill("On endings")
    page.get_by_role("button", name="Add author").click()
    page.locator(".modal").get_by_role("checkbox").last.check()
    page.get_by_role("button", name="Confirm selection").click()
    chosen = page.locator("[id^=inline_child_post_authors] .chooser__title")
    expect(chosen).to_have_text("Ada")
    publish(page)

    [post] = BlogPostPage.objects.all()
    assert (post.live, [str(one) for one in post.get_authors()]) == (True, ["Ada"])


def test_folded_reference_says_how_to_cite_it(page, live_site, faults):
    paper = {"authors": "Lambert, M.", "year": "2013", "title": "Outcome", "key": "lambert-2013"}
    post = rows.blog(live_site).add_child(
        instance=BlogPostPage(title="On endings", live=False, references=[("reference", paper)])
    )
    page.goto(f"{page.admin}/pages/{post.pk}/edit/")
    references = page.locator("#panel-child-content-references-section")

    references.get_by_role("button", name="Toggle section").first.click()
    heading = references.get_by_text("cite as [ref:lambert-2013]")
    expect(heading).to_be_visible()
    references.get_by_role("button", name="Insert a block").last.click()
    expect(references.get_by_label("Title").last).to_be_visible()
    expect(references.get_by_label("Title").first).not_to_be_visible()
    assert faults == []


def test_reference_with_an_error_is_open(page, live_site):
    post = rows.blog(live_site).add_child(
        instance=BlogPostPage(
            title="On endings", live=False, references=[("reference", {"authors": "Lambert, M."})]
        )
    )
    page.goto(f"{page.admin}/pages/{post.pk}/edit/")

    page.get_by_role("button", name="More actions").first.click()
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(
        page.locator("#panel-child-content-references-section").get_by_label("Title")
    ).to_be_visible()
