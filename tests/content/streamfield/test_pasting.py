"""What word processors and web pages put on the clipboard, and what is read of it."""

import pytest
from django.contrib.staticfiles import finders

from tests.pages.pasting import clipboard, parts_of
from wagtail_therapy.content.streamfield import pasting

SCRIPTS = [
    "paste/clean_up",
    "paste/rich_text",
    "paste/line_reader",
    "paste/tables",
    "paste/body_parts",
]
NOTHING = {"pictures": 0, "embeds": 0, "links": 0}


# What is read of a document from each program, and what can't come along.
READ = {
    "word": (
        [
            ("heading", "Saying goodbye"),
            ("paragraph", "An *ending* is _work_, as [Quill](https://q.example/) says.^1"),
            ("heading", "What helps"),
            ("bullets", ["Say the *date* early", "Look back"]),
            ("paragraph", "1. First session\n  1. Tea\n1. Last session"),
            ("quote", "I was afraid of the last hour.", "a reader"),
            (
                "table",
                "",
                False,
                [["When", "What"], ["Week one", "See [the plan](https://plan.example/)"]],
            ),
            ("paragraph", "A path."),
        ],
        NOTHING | {"pictures": 1},
    ),
    "google_docs": (
        [
            ("heading", "Panic"),
            ("paragraph", "It *passes*_, always_^2. See [here](https://calm.example/)"),
            ("heading", "What to do"),
            ("paragraph", "- Breathe out\n- Name five things\n  - that you see"),
            ("numbers", ["Sit", "Wait"]),
            ("table", "", False, [["Minute", "Feels"], ["One", "like for ever"]]),
        ],
        NOTHING | {"pictures": 1},
    ),
    "libreoffice": (
        [
            ("heading", "Sleep"),
            ("paragraph", "A *quiet* evening."),
            ("numbers", ["No screens", "_Warm_ feet"]),
            ("quote", "Sleep is a habit.", ""),
            ("table", "", True, [["Day", "Hours"], ["Monday", "7"]]),
        ],
        NOTHING,
    ),
    "word_online": (
        [
            ("heading", "Shame"),
            ("paragraph", "It hides."),
            ("bullets", ["Say it", "Share it"]),
            ("numbers", ["Wait", "Tell"]),
        ],
        NOTHING,
    ),
    "web_page": (
        [
            ("heading", "Attachment"),
            ("paragraph", "We learn it _early_ and *can change* it. 🌱"),
            ("heading", "How it shows"),
            ("bullets", ["in [love](https://old.example/love/)", "at work"]),
            ("paragraph", "The bench"),
            ("subheading", "At work"),
            ("quote", "No one is an island.\n\nNot one.", "John Donne"),
            (
                "table",
                "Styles",
                False,
                [
                    ["Style", "Fear", "Note"],
                    ["Anxious", "being left", ""],
                    ["Avoidant", "being held", "often unsaid"],
                ],
            ),
            ("paragraph", "One line\nand another\nand a new one. Bad"),
        ],
        NOTHING | {"pictures": 1, "embeds": 1},
    ),
}


@pytest.fixture
def page(chromium_page):
    """A page that has the scripts which read a paste, and no editor."""
    for script in SCRIPTS:
        chromium_page.add_script_tag(path=finders.find(f"wagtail_therapy/admin/{script}.js"))
    return chromium_page


def test_documents_are_read_as_parts_of_a_body(page):
    assert {name: parts_of(page, clipboard(name)) for name in READ} == READ


ODD = {
    # Headings
    "<h3>A</h3><h4>B</h4><h3>C</h3>": [("heading", "A"), ("subheading", "B"), ("heading", "C")],
    "<h1>A title</h1><h2>B</h2>": [("heading", "A title"), ("heading", "B")],
    "<h2>A</h2><h2>B</h2><h3>C</h3>": [("heading", "A"), ("heading", "B"), ("subheading", "C")],
    '<p class=MsoTitle>T</p><h1>A</h1><h2>B</h2><p role="heading" aria-level="2">C</p>': [
        ("heading", "T"),
        ("heading", "A"),
        ("subheading", "B"),
        ("subheading", "C"),
    ],
    f"<h2>{'long ' * 60}</h2>": [("paragraph", ("long " * 60).strip())],
    "<h2><br></h2><ul><li></li></ul><blockquote> </blockquote><table></table>": [],
    # Lists
    "<ul><li><p>a</p><p>b</p></li><li>c<br>d</li></ul>": [("bullets", ["a\nb", "c\nd"])],
    "<ol><li>a</li></ol><ol><li>b</li></ol>": [("numbers", ["a"]), ("numbers", ["b"])],
    "<ul><li>a<ol><li>b</li></ol></li></ul>": [("paragraph", "- a\n  1. b")],
    # Quotations that only indent, or name their source
    "<blockquote><ul><li>a</li></ul></blockquote>": [("bullets", ["a"])],
    "<blockquote>a<footer>– B</footer></blockquote>": [("quote", "a", "B")],
    "<blockquote><cite>Alone</cite></blockquote>": [("quote", "Alone", "")],
    # Tables
    "<table><tr><td><h2>A</h2></td><td>b</td></tr></table>": [("heading", "A"), ("paragraph", "b")],
    "<table><tr><td>a</td></tr><tr><td>b</td></tr></table>": [("paragraph", "a\nb")],
    "<table><tr><td rowspan=2>a</td><td>b</td></tr><tr><td>c</td></tr></table>": [
        ("table", "", False, [["", ""], ["a", "b"], ["", "c"]])
    ],
    "<table><tr><td colspan=9>a</td></tr><tr><td><b>b</b></td><td>c</td></tr></table>": [
        ("table", "", False, [["", ""], ["a", ""], ["*b*", "c"]])
    ],
    # Words
    "a <b>b </b><i style='font-style:normal'>c</i>": [("paragraph", "a *b *c")],
    "a\u00a0b \u00a0 c<p>\u00a0</p>": [("paragraph", "a b c")],
    '<a href="file:///C:/x">a</a> <a href="mailto:a@b.example">b</a>': [
        ("paragraph", "a [b](mailto:a@b.example)")
    ],
    "<p hidden>a</p><p style='display: none'>b</p><del>c</del>d<button>e</button>": [
        ("paragraph", "d")
    ],
}


def test_odd_html_is_read_without_losing_words(page):
    assert {html: parts_of(page, html)[0] for html in ODD} == ODD


def test_scripts_that_read_a_paste_are_loaded_in_their_order():
    assert [name for name in pasting.SCRIPTS if name in SCRIPTS] == SCRIPTS
