"""A post from the skip link to the next post: landmarks, contents, a footnote and back, sharing."""

import pytest

from tests.keyboard.test_subscribe import CRISIS, HELP_HEADING
from tests.pages import rows
from tests.practice.rows import LOUD
from wagtail_therapy.practice.models import PracticeSettings

pytestmark = [pytest.mark.slow, *rows.MAKES_RENDITIONS]

PARTS = ["An example", "What the work looks like", "What research says"]
SKIP, EXIT = ("link", "Skip to the content"), ("link", "Leave this page")
CITATION = ("link", "reference 1")
BACK = ("link", "Back to where reference 1 is cited, place 1")
# A page with a quick exit begins with the line for abuse.
ABUSE = ("link", "Call 0808 2000 247")
MORE = ("link", "More lines")
CONTENTS = ("DisclosureTriangle", "On this page")
SHARED = [
    *[("link", name) for name in ["Email", "Facebook", "LinkedIn", "WhatsApp", "Bluesky"]],
    ("button", "Copy the link"),
]
FORM = [
    ("textbox", "Email address"),
    ("DisclosureTriangle", "What we store, and for how long"),
    ("button", "Subscribe"),
]
LANDMARKS = [
    ("banner", ""),
    ("navigation", "Main"),
    ("main", ""),
    ("region", "If you need help now"),
    ("navigation", "On this page"),
    ("region", "References"),
    ("region", "New posts by email"),
    ("region", "Read next"),
    ("navigation", "Posts before and after this one"),
    ("contentinfo", ""),
    ("region", "Crisis lines"),
]
HEADINGS = [
    (1, "What is it like?"),
    (2, "On this page"),
    *[(2, part) for part in PARTS],
    (2, "References"),
    (2, "New posts by email"),
    (2, "About the author"),
    (2, "Read next"),
    HELP_HEADING,
]


def body():
    words = "<p>{}</p>".format("Most people come with a sentence. " * 50)
    cited = "<p>It was seen in trials [ref:orla-2024], and is <b>said</b> here.</p>"
    for part in PARTS:
        yield {"type": "heading", "value": {"text": part}}
        yield {"type": "paragraph", "value": cited if part == PARTS[-1] else words}


@pytest.fixture
def post(practice_site):
    blog = rows.blog(practice_site)
    orla = rows.author(short_bio="Writes about patterns.")
    rows.post(blog, orla, title="The older one")
    post = rows.post(
        blog,
        orla,
        title="What is it like?",
        categories=[rows.category()],
        body=list(body()),
        references=[rows.reference()],
        **LOUD,
    )
    rows.post(blog, orla, title="The newer one")
    return post


def test_reading_a_post_to_its_end_and_on(post, keyboard_user):
    keyboard_user.open(post.full_url)
    assert keyboard_user.landmarks() == LANDMARKS
    assert keyboard_user.headings() == HEADINGS

    assert [keyboard_user.press("Tab"), keyboard_user.press("Enter")] == [SKIP, ("main", "")]
    assert keyboard_user.walk_to(CONTENTS[1]) == [
        *(EXIT, ABUSE, CRISIS[0], MORE, CRISIS[1]),
        *(("link", "Notes"), ("link", "By email"), CONTENTS),
    ]
    assert keyboard_user.is_seen()
    # The contents are one stop until they are opened.
    keyboard_user.press("Enter")
    assert keyboard_user.walk_to(PARTS[2]) == [("link", part) for part in PARTS]
    keyboard_user.keyboard.press("Enter")
    # From a heading one reads on: the next stop is what is cited below it.
    assert keyboard_user.press("Tab") == CITATION
    assert keyboard_user.is_seen()
    keyboard_user.keyboard.press("Enter")
    assert keyboard_user.walk_to(BACK[1]) == [BACK]
    assert keyboard_user.press("Enter") == CITATION
    assert keyboard_user.is_seen()

    older, newer = ("link", "Older post The older one"), ("link", "Newer post The newer one")
    related = [("link", "The newer one"), ("link", "The older one")]
    assert keyboard_user.walk_to(SHARED[-1][1]) == [
        *(BACK, *FORM, ("link", "Starting therapy")),
        *(*related, older, newer, *SHARED),
    ]
    for _ in SHARED:
        keyboard_user.keyboard.press("Shift+Tab")
    keyboard_user.follow()
    assert (keyboard_user.title(), keyboard_user.headings()[0]) == (
        "The newer one – Willowmere",
        (1, "The newer one"),
    )


def test_leaving_by_keyboard_from_the_first_stops(post, practice_site, keyboard_user):
    away = f"{practice_site.root_url}/newsletter/subscribe/"
    PracticeSettings.objects.update(exit_url=away)
    keyboard_user.open("about:blank")
    keyboard_user.open(post.full_url)
    assert [keyboard_user.press("Tab"), keyboard_user.press("Tab")] == [SKIP, EXIT]
    assert keyboard_user.is_seen()
    keyboard_user.follow()
    assert keyboard_user.page.url == away
    keyboard_user.page.go_back()
    assert keyboard_user.page.url == "about:blank"


def test_leaving_by_the_button_after_the_skip_link(post, practice_site, keyboard_user):
    PracticeSettings.objects.update(exit_url=f"{practice_site.root_url}/newsletter/subscribe/")
    keyboard_user.open(post.full_url)
    assert [
        keyboard_user.press("Tab"),
        keyboard_user.press("Enter"),
        keyboard_user.press("Tab"),
    ] == [
        SKIP,
        ("main", ""),
        EXIT,
    ]
    assert keyboard_user.is_seen()
    keyboard_user.follow()
    assert keyboard_user.headings() == [(1, "New posts by email"), HELP_HEADING]
