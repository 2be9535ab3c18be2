"""Every page that a visitor may see of ours, in each of its states, with everything on it."""

from dataclasses import dataclass, field
from datetime import date

from taggit.models import Tag

from tests.approaches.whole import whole_approach
from tests.newsletter import rows as readers
from tests.newsletter import visitors
from tests.pages import rows
from tests.practice.rows import LOUD, PRACTICE
from wagtail_therapy.content.models import ContentNote
from wagtail_therapy.newsletter import tokens
from wagtail_therapy.practice.models import PracticeSettings

LONG_TITLE = (
    "Donaudampfschifffahrtsgesellschaftskapitän, سلام, 心と体 & <what> “else” there is to say"
)
CELL = "Words"


@dataclass(frozen=True)
class Visit:
    """What a visitor asks for. With ``data`` they send a form."""

    path: str
    data: dict | None = None
    status: int = 200

    def response(self, client):
        send = client.get if self.data is None else client.post
        response = send(self.path, self.data, follow=True)
        assert response.status_code == self.status, self.path
        return response


@dataclass
class House:
    """A practice whose pages have everything that an editor can put there."""

    site: object
    visits: dict[str, Visit] = field(default_factory=dict)

    def __post_init__(self):
        PracticeSettings.objects.create(
            site=self.site,
            name="Willowmere",
            crisis_checked_date=date(2026, 11, 2),
            **PRACTICE,
        )
        self.image = rows.image()
        self.orla = rows.author(
            photo=self.image, short_bio="Patterns.", job_title="Psychologist", pronouns="she/her"
        )
        self.add_team()
        self.add_approaches()
        self.add_blog()
        self.add_newsletter()

    def add_team(self):
        team = rows.team(self.site)
        self.visits["team"] = Visit(team.url)
        self.visits["profile"] = Visit(f"{team.url}{self.orla.slug}/")

    def add_approaches(self):
        index = rows.approaches(self.site)
        self.visits["approaches, none yet"] = Visit(index.url)
        body = everything(self.image, self.orla)
        approach = rows.approach(
            index, short_definition="Slow.", body=body, references=REFERENCES, **LOUD
        )
        self.visits["approaches"] = Visit(index.url)
        self.visits["approach"] = Visit(approach.url)
        whole = whole_approach(index, approach, self.orla, LONG_TITLE, REFERENCES)
        self.visits["whole approach"] = Visit(whole.url)
        self.visits["concern"] = Visit(f"{index.url}concerns/concern-0/")

    def add_blog(self):
        empty = rows.blog(self.site, "Nothing yet")
        self.visits["blog, no posts yet"] = Visit(empty.url)
        blog = rows.blog(self.site, intro="<p>What we are asked.</p>", sidebar=beside(self.orla))
        posts = [self.add_post(blog, number) for number in range(12)]
        blog.refresh_from_db()
        blog.pinned = [{"type": "post", "value": posts[0].pk}]
        blog.save()
        self.visits["post"] = Visit(posts[5].url)
        paths = {
            "blog": "",
            "blog, page 2": "?page=2",
            "category": "category/starting-therapy/",
            "tag": "tag/sleep/",
            "author": f"author/{self.orla.slug}/",
            "year": f"{posts[0].first_published_at:%Y}/",
            "month": f"{posts[0].first_published_at:%Y/%m}/",
            "search": "search/",
            "search, found": "search/?q=Words",
            "search, not found": "search/?q=zebra",
        }
        for name, path in paths.items():
            self.visits[name] = Visit(blog.url + path)

    def add_post(self, blog, number):
        if number == 0:
            self.sleep = Tag.objects.create(name="sleep")
            parent = rows.category()
            self.categories = [parent, rows.category("Choosing", parent=parent)]
            self.note = ContentNote.objects.create(name="suicide", text="One paragraph.")
        post = rows.post(
            blog,
            self.orla,
            rows.author(f"Guest {number}"),
            title=f"{LONG_TITLE} {number}",
            categories=self.categories,
            tags=[self.sleep],
            live=False,
            lead_image=self.image,
            lead_image_alt="A room",
            lead_image_caption="Where we wait",
            excerpt="Words, words.",
            updated_date=date(2026, 10, 6),
            references=REFERENCES,
            body=everything(self.image, self.orla),
        )
        post.content_notes = [self.note]
        rows.publish(post)
        rows.review(post, rows.author(f"Reviewer {number}"), date(2026, 11, 2))
        return post

    def add_newsletter(self):
        asked = readers.subscriber(self.site, "asked@mail.example", "pending")
        confirm = f"/newsletter/confirm/{tokens.confirm_token(asked)}/"
        reader = readers.subscriber(self.site, "reader@mail.example", "confirmed")
        leave = f"/newsletter/unsubscribe/{tokens.unsubscribe_token(reader, 1)}/"
        wrong = visitors.filled_in(self.site, "no address")
        self.visits |= {
            "subscribe": Visit(visitors.SUBSCRIBE),
            "subscribe, mistyped": Visit(visitors.SUBSCRIBE, wrong),
            "look into your inbox": Visit(visitors.CHECK_INBOX),
            "confirm": Visit(confirm),
            "confirmed": Visit(confirm, {}),
            "unsubscribe": Visit(leave),
            "unsubscribed": Visit(leave, {}),
            "forged link": Visit("/newsletter/confirm/forged/", status=404),
        }


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
            "kind": "review",
            "open_access": True,
            "key": "one",
        },
    }
]


def everything(image, author):
    """Return a body with each block that an editor can choose."""
    picture = {
        "image": {"image": image.pk, "alt_text": "A room", "decorative": False},
        "caption": "A caption",
    }
    mute = {"image": {"image": image.pk, "alt_text": "", "decorative": True}, "caption": ""}
    film = rows.document("Film", "film.mp4").pk
    words = (
        "<p>Words with a <a href='https://example.com/'>link</a> [ref:one], again [ref:one].</p>"
    )
    table = {
        "caption": "Two ways",
        "columns": [{"type": "text", "heading": ""}, {"type": "rich_text", "heading": "Here"}],
        "rows": [{"values": ["Takes", "<p>50 minutes</p>"]}],
    }
    blocks = [
        ("heading", {"text": "A heading"}),
        ("subheading", {"text": "A subheading"}),
        ("paragraph", words),
        ("heading", {"text": "A heading"}),
        ("list", {"style": "bullets", "items": [words, words]}),
        ("list", {"style": "numbers", "items": [words]}),
        ("heading", {"text": LONG_TITLE}),
        ("quote", {"text": "Said", "attribution": "Somebody"}),
        ("callout", {"title": "Note", "text": words}),
        ("faq", {"questions": [{"question": "Why?", "answer": words}]}),
        ("table", {"table": table, "first_column_is_header": True}),
        ("image", picture),
        ("image", mute),
        ("gallery", {"images": [picture, mute]}),
        ("video", {"title": "A walk", "url": "https://youtu.be/Willowmere_", "transcript": words}),
        (
            "video",
            {
                "title": "A film of ours",
                "file": film,
                "poster": image.pk,
                "captions": rows.document("Captions", "film.vtt").pk,
            },
        ),
        (
            "audio",
            {"title": "Breathe", "file": rows.document("A", "a.mp3").pk, "transcript": words},
        ),
        ("document", {"document": rows.document().pk, "text": ""}),
        ("vignette", {"text": words, "basis": "invented"}),
        ("button", {"text": "Write to us", "page": None, "url": "https://a.example/"}),
        ("author_bio", {"author": author.pk, "heading": "About me", "layout": "full"}),
        ("team", {"heading": "Who we are", "people": []}),
        ("recent_posts", {"heading": "Recent posts", "number": 3}),
        ("approach_teaser", {"heading": "How we work", "approaches": []}),
        ("comparison", {"caption": "", "approaches": []}),
        ("subscribe_form", {"heading": "New posts", "text": ""}),
    ]
    return [{"type": kind, "value": value} for kind, value in blocks]


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
