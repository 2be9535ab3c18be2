"""Every page that a visitor may see of ours, in each of its states, with everything on it."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.core.management import call_command
from django.utils import timezone
from taggit.models import Tag

from tests.approaches.full_approach import full_approach
from tests.approaches.rows import long_approaches, paths_of_comparisons
from tests.blog.archived_comments.comments import comment, stored
from tests.full_bodies import LONG_TITLE, REFERENCES, beside, everything
from tests.newsletter import rows as readers
from tests.newsletter import visitors
from tests.pages import rows
from tests.practice.rows import LOUD, PRACTICE
from wagtail_therapy.content.models import ContentNote
from wagtail_therapy.newsletter import tokens
from wagtail_therapy.newsletter.models import Mailing, Subscriber
from wagtail_therapy.pages.models import BlogPostPage
from wagtail_therapy.practice.models import PracticeSettings


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
class PublicPages:
    """A practice whose pages have everything that an editor can put there."""

    site: object
    visits: dict[str, Visit] = field(default_factory=dict)

    def __post_init__(self):
        PracticeSettings.objects.create(site=self.site, name="Willowmere", **PRACTICE)
        self.image = rows.image()
        self.orla = rows.author(
            photo=self.image, short_bio="Patterns.", job_title="Psychologist", pronouns="she/her"
        )
        self.add_team()
        self.add_approaches()
        self.add_blog()
        self.add_newsletter()
        self.add_own_pages()
        # For the pages of what a search finds.
        call_command("wagtail_update_index", verbosity=0)

    def add_team(self):
        team = rows.team(self.site)
        self.visits["team"] = Visit(team.url)
        self.visits["profile"] = Visit(f"{team.url}{self.orla.slug}/")

    def add_approaches(self):
        empty = rows.approaches(self.site, "No approaches yet")
        self.visits["approaches, none yet"] = Visit(empty.url)
        index = rows.approaches(self.site, not_sure="<p>Ask us.</p>")
        body = everything(self.image, self.orla)
        approach = rows.approach(
            index, short_definition="Slow.", body=body, references=REFERENCES, **LOUD
        )
        self.visits["approaches"] = Visit(index.url)
        self.visits["approach"] = Visit(approach.url)
        whole = full_approach(index, approach, self.orla, LONG_TITLE, REFERENCES)
        self.visits["whole approach"] = Visit(whole.url)
        self.visits["concern"] = Visit(f"{index.url}concerns/concern-0/")
        self.add_history(index, whole)
        self.add_comparisons(index, approach)

    def add_history(self, index, whole):
        claims = list(whole.approach_concerns.all())
        claims[-1].research = "none_found"
        whole.approach_concerns = claims
        whole.change_note = "We looked, and found nothing yet."
        rows.publish(whole)
        self.visits["history"] = Visit(f"{index.url}history/")
        self.visits["take along"] = Visit(f"{index.url}take-along/?a=whole&q=cost")
        self.visits["take along, nothing chosen"] = Visit(f"{index.url}take-along/")

    def add_comparisons(self, index, first):
        self.compared = [first, *long_approaches(index, LONG_TITLE)]
        paths = paths_of_comparisons(index, self.compared)
        self.visits |= {name: Visit(path) for name, path in paths.items()}

    def add_blog(self):
        empty = rows.blog(self.site, "Nothing yet")
        self.visits["blog, no posts yet"] = Visit(empty.url)
        blog = rows.blog(self.site, intro="<p>What we are asked.</p>", sidebar=beside(self.orla))
        posts = [self.add_post(blog, number) for number in range(12)]
        blog.refresh_from_db()
        blog.pinned = [{"type": "post", "value": posts[0].pk}]
        blog.save()
        self.visits["post"] = Visit(posts[5].url)
        self.add_comments(posts[5])
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

    def add_comments(self, post):
        chain = [comment(number, answers=number - 1) for number in range(1, 7)]
        by_author = comment(8, "<p>One</p><p>Two</p>", answers=1, is_by_author=True)
        stored(post, comment(0, LONG_TITLE, name=""), *chain, by_author)

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
            body=everything(self.image, self.orla, self.compared),
        )
        post.content_notes = [self.note]
        rows.publish(post)
        rows.review(post, rows.author(f"Reviewer {number}"), date(2026, 11, 2))
        return post

    def active(self, **fields):
        """Return a reader of their own for each page."""
        number = len(Subscriber.objects.all())
        address = f"reader-{number}@mail.example"
        moving = {"new_email": f"new-{address}", "new_email_requested_at": timezone.now()}
        paused = {"paused_until": timezone.now() + timedelta(days=9)} if fields else {}
        return readers.subscriber(self.site, address, **moving, **paused, **fields)

    def reason(self, reason):
        """Return what a reader sends who has been erased since."""
        reader = self.active()
        token = tokens.unsubscribe_token(reader)
        reader.delete()
        return {"token": token, "reason": reason}

    def add_newsletter(self):
        asked = readers.subscriber(self.site, "asked@mail.example", "pending")
        confirm = f"/newsletter/confirm/{tokens.confirm_token(asked)}/"
        refuse = f"/newsletter/never-again/{tokens.never_again_token(asked)}/"
        reader = readers.subscriber(self.site, "reader@mail.example", "confirmed")
        keep = f"/newsletter/frequency/{tokens.unsubscribe_token(reader)}/"
        leave = f"/newsletter/unsubscribe/{tokens.unsubscribe_token(reader)}/"
        wrong = visitors.filled_in(self.site, "no address")
        self.visits |= {
            "subscribe": Visit(visitors.SUBSCRIBE),
            "subscribe, mistyped": Visit(visitors.SUBSCRIBE, wrong),
            "look into your inbox": Visit(visitors.SUBSCRIBE, visitors.filled_in(self.site)),
            "confirm": Visit(confirm),
            "confirmed": Visit(confirm, {}),
            "keep every post": Visit(keep),
            "every post kept": Visit(keep, {}),
            "unsubscribe": Visit(leave),
            "unsubscribed": Visit(leave, {}),
            "never again": Visit(refuse),
            "never again, done": Visit(refuse, {}),
            "forged link": Visit("/newsletter/confirm/forged/", status=404),
            "digest": Visit(f"/newsletter/digests/{self.digest().uuid}/"),
        }

    def add_own_pages(self):
        """Add the pages on which readers manage their subscription."""
        manage = f"/newsletter/manage/{tokens.unsubscribe_token(self.active())}/"
        paused = f"/newsletter/manage/{tokens.unsubscribe_token(self.active(status='paused'))}/"
        everything = f"/newsletter/manage-all/{tokens.manage_token(self.active())}/"
        erased = f"/newsletter/manage-all/{tokens.manage_token(self.active())}/"
        moving = f"/newsletter/new-address/{tokens.new_address_token(self.active())}/"
        self.visits |= {
            "manage": Visit(manage),
            "manage, paused": Visit(paused),
            "manage, saved": Visit(manage, {"act": "frequency", "frequency": "weekly"}),
            "manage, mistyped": Visit(manage, {"act": "pause", "until": "1999-12-31"}),
            "manage, left": Visit(manage, {"act": "unsubscribe"}),
            "manage everything": Visit(everything),
            "manage everything, mistyped": Visit(everything, {"act": "new-address"}),
            "manage everything, unsure": Visit(everything, {"act": "erase"}),
            "erased": Visit(erased, {"act": "erase", "is_sure": "on"}),
            "reason given": Visit("/newsletter/reason/", self.reason("other")),
            "reason missing": Visit("/newsletter/reason/", self.reason("")),
            "new address": Visit(moving),
            "new address, confirmed": Visit(moving, {}),
            "ask for a link": Visit(visitors.MANAGE_LINK),
            "ask for a link, mistyped": Visit(
                visitors.MANAGE_LINK, visitors.link_form(self.site, "no address")
            ),
            "link sent": Visit(visitors.MANAGE_LINK, visitors.link_form(self.site)),
        }

    def digest(self):
        made = {"site": self.site, "language": "en", "not_after": timezone.now()}
        posts = [
            Mailing.objects.create(**made, dedupe_key=f"post {page.pk}", page_id=page.pk)
            for page in BlogPostPage.objects.live()[:3]
        ]
        digest = Mailing.objects.create(
            **made,
            kind=Mailing.Kind.DIGEST,
            dedupe_key="digest",
            frequency="weekly",
            frozen_at=timezone.now(),
        )
        digest.posts.set(posts)
        return digest
