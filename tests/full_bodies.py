"""Bodies and sides of pages with every block that an editor can choose."""

from tests.pages import rows

LONG_TITLE = (
    "Donaudampfschifffahrtsgesellschaftskapitän, سلام, 心と体 & <what> “else” there is to say"
)

REFERENCES = [
    {
        "type": "reference",
        "value": {
            "authors": "Penhallow, O.",
            "year": "2024",
            "title": "What people remember",
            "container": "Journal of Imagined Practice",
            "doi": "10.1234/imagined",
            "pmid": "1234",
            "kind": "meta_analysis",
            "open_access": True,
            "key": "one",
        },
    }
]


WORDS = "<p>Words with a <a href='https://example.com/'>link</a> [ref:one], again [ref:one].</p>"

SPANNED = (
    "<table><tr><th colspan='2'>Ways</th></tr><tr><td>Here</td><td>There</td></tr></table>"
    "<p>Words with a <a href='https://example.com/'>link</a>.</p>"
)


def everything(image, author, approaches=()):
    """Return a body with each block that an editor can choose."""
    blocks = [*texts(), *asides(), *pictures(image), *films(image)]
    blocks += others(author, approaches)
    return [{"type": kind, "value": value} for kind, value in blocks]


def texts():
    return [
        ("heading", {"text": "A heading"}),
        ("subheading", {"text": "A subheading"}),
        ("paragraph", WORDS),
        ("heading", {"text": "A heading"}),
        ("list", {"style": "bullets", "items": [WORDS, WORDS]}),
        ("list", {"style": "numbers", "items": [WORDS]}),
        ("heading", {"text": LONG_TITLE}),
    ]


def asides():
    table = {
        "caption": "Two ways",
        "columns": [{"type": "text", "heading": ""}, {"type": "rich_text", "heading": "Here"}],
        "rows": [{"values": ["Takes", "<p>50 minutes</p>"]}],
    }
    return [
        ("quote", {"text": "Said", "attribution": "Someone"}),
        ("callout", {"title": "Note", "text": WORDS}),
        ("faq", {"questions": [{"question": "Why?", "answer": WORDS}]}),
        ("table", {"table": table, "first_column_is_header": True}),
    ]


def pictures(image):
    picture = {
        "image": {"image": image.pk, "alt_text": "A room", "decorative": False},
        "caption": "A caption",
    }
    mute = {"image": {"image": image.pk, "alt_text": "", "decorative": True}, "caption": ""}
    return [("image", picture), ("image", mute), ("gallery", {"images": [picture, mute]})]


def films(image):
    there = {"title": "A walk", "url": "https://youtu.be/Willowmere_", "transcript": WORDS}
    here = {
        "title": "A film of ours",
        "file": rows.document("Film", "film.mp4").pk,
        "poster": image.pk,
        "captions": rows.document("Captions", "film.vtt").pk,
    }
    sound = {"title": "Breathe", "file": rows.document("A", "a.mp3").pk, "transcript": WORDS}
    return [("video", there), ("video", here), ("audio", sound)]


def others(author, approaches):
    return [
        ("document", {"document": rows.document().pk, "text": ""}),
        ("vignette", {"text": WORDS, "basis": "invented"}),
        ("please_check", {"reason": "table", "name": "", "html": SPANNED}),
        ("button", {"text": "Write to us", "page": None, "url": "https://a.example/"}),
        ("author_bio", {"author": author.pk, "heading": "About me", "layout": "full"}),
        ("team", {"heading": "Who we are", "people": []}),
        ("next_step", {"heading": "How to begin", "people": [author.pk]}),
        ("recent_posts", {"heading": "Recent posts", "number": 3}),
        ("approach_teaser", {"heading": "How we work", "approaches": []}),
        ("comparison", {"caption": "", "approaches": [one.pk for one in approaches]}),
        ("concern_links", {"heading": "", "concerns": []}),
        ("crisis_lines", {"title": "Now", "audience": "abuse"}),
        ("subscribe_form", {"heading": "New posts", "text": ""}),
        ("newsletter_data", None),
    ]


def beside(author):
    """Return a sidebar with each block that an editor can choose."""
    blocks = {
        "callout": {"title": "Welcome", "text": "<p>We write these notes.</p>"},
        "author_bio": {"author": author.pk, "heading": "About me", "layout": "short"},
        "search": {"heading": "Search"},
        "subscribe_form": {"heading": "New posts by email", "text": ""},
        "recent_posts": {"heading": "Recent posts", "number": 3},
        "categories": {"heading": "Categories"},
        "months": {"heading": "Archive"},
        "follow": {
            "heading": "Follow us",
            "links": [
                {"network": "mastodon", "url": "https://social.example/@us"},
                {"network": "rss", "url": "https://us.example/feed/"},
            ],
        },
    }
    return [{"type": kind, "value": value} for kind, value in blocks.items()]
