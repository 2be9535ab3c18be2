"""A practice's site, and each kind of edit after which visitors are shown something else."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.core.management import call_command
from django.utils import timezone
from taggit.models import Tag
from wagtail.models import Page, PageViewRestriction

from tests.approaches.rows import family
from tests.blog.archived_comments.comments import comment
from tests.full_bodies import beside
from tests.pages import rows
from tests.practice.rows import LOUD, PRACTICE
from tests.processes import wait_until
from wagtail_therapy.authors.models import AuthorDegree, AuthorLicense, Review
from wagtail_therapy.blog.archived_comments import erase, store
from wagtail_therapy.blog.models import ArchivedComment
from wagtail_therapy.content.models import ContentNote
from wagtail_therapy.newsletter.models import NewsletterSettings
from wagtail_therapy.pages.models import ApproachPage, BlogPostPage
from wagtail_therapy.practice.models import PracticeSettings


@dataclass
class Practice:
    """A site with one page of each type, and rows that several of them show."""

    site: object

    def __post_init__(self):
        self.settings = PracticeSettings.objects.create(
            site=self.site, name="Willowmere", **PRACTICE
        )
        self.newsletter = NewsletterSettings.objects.create(site=self.site, list_name="Notes")
        self.image, self.leaflet = rows.image(), rows.document()
        self.orla = rows.author(photo=self.image, short_bio="Patterns.")
        self.orla.licenses = [
            AuthorLicense(title="LPC", number="1", expires_date=date(2026, 12, 31))
        ]
        self.orla.degrees = [AuthorDegree(title="MSc")]
        self.orla.save()
        self.mateo = rows.author("Mateo")
        self.grief = rows.category("Grief")
        self.note = ContentNote.objects.create(name="Loss", text="A paragraph about loss.")
        self.anxiety = rows.concern()
        self.add_pages()

    def add_pages(self):
        self.blog = rows.blog(self.site, sidebar=beside(self.orla))
        self.journal = rows.blog(self.site, "Journal")
        self.approaches = rows.approaches(self.site)
        self.team = rows.team(self.site)
        link = f'<p><a linktype="document" id="{self.leaflet.pk}">Leaflet</a></p>'
        self.post = rows.post(
            self.blog,
            self.orla,
            title="First words",
            categories=[self.grief],
            tags=["sleep"],
            lead_image=self.image,
            body=[{"type": "paragraph", "value": link}],
            **LOUD,
        )
        self.post.content_notes = [self.note]
        rows.publish(self.post)
        self.other = rows.post(self.blog, self.mateo, title="Other words")
        self.approach = rows.approach(
            self.approaches,
            concerns=[rows.used_for(self.anxiety)],
            recommendations=[rows.says(self.anxiety, guideline=rows.guideline())],
            family=family(),
            authors=[self.orla],
            short_definition="Slow and steady.",
        )

    @property
    def paths(self):
        """What visitors read, at the addresses that the pages have in the beginning."""
        blog = ["", "category/grief/", "tag/sleep/", "feed/", "first-words/"]
        others = ["journal/", "approaches/", "approaches/somatic-therapy/", "who-we-are/"]
        return ["/", *(f"/notes/{path}" for path in blog), *(f"/{path}" for path in others)]


def saved(row, **values):
    """Change a row as its form does."""
    row.refresh_from_db()
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


def published(page, **values):
    """Change a page as its editor does."""
    page = type(page).objects.get(pk=page.pk)
    for name, value in values.items():
        setattr(page, name, value)
    rows.publish(page)


def scheduled(page, **values):
    """Have a change come by itself, some time after the editor pressed the button."""
    soon = timezone.now() + timedelta(seconds=1)
    published(page, go_live_at=soon, **values)
    wait_until(lambda: timezone.now() > soon)
    call_command("publish_scheduled")


def expired(page):
    published(page, expire_at=timezone.now() + timedelta(days=1))
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(days=1))
    call_command("publish_scheduled")


def scripted(page, **values):
    """Change a live page as a script does, without a revision."""
    saved(type(page).objects.get(pk=page.pk), **values)


def moved(page, target):
    type(page).objects.get(pk=page.pk).move(target, "last-child")


def restricted(page):
    return PageViewRestriction.objects.create(page=page, restriction_type="login")


def gone(model, **found):
    for row in model.objects.filter(**found):
        row.delete()


def erased():
    for one in ArchivedComment.objects.all():
        erase(one)


def unpublished(page):
    type(page).objects.get(pk=page.pk).unpublish()


FOCUS = {f"focal_point_{name}": 40 for name in ("x", "y", "width", "height")}
# In this order. What a later one needs is still there, or back again.
EDITS_OF_PAGES = {
    "post published": lambda at: published(at.post, title="New words"),
    "post saved by a script": lambda at: scripted(at.post, excerpt="Scripted."),
    "post published at a set time": lambda at: scheduled(at.post, title="Set words"),
    "post with another slug": lambda at: published(at.post, slug="renamed"),
    "post with its slug again": lambda at: published(at.post, slug="first-words"),
    "post moved": lambda at: moved(at.post, at.journal),
    "post moved back": lambda at: moved(at.post, at.blog),
    "post restricted": lambda at: restricted(at.post),
    "post public again": lambda at: gone(PageViewRestriction),
    "blog restricted": lambda at: restricted(at.blog),
    "blog public again": lambda at: gone(PageViewRestriction),
    "post reviewed": lambda at: rows.review(at.post, at.mateo),
    "review deleted": lambda at: gone(Review),
    "comments stored": lambda at: store(at.post, [comment(1), comment(2)]),
    "comments hidden": lambda at: saved(at.settings, shows_archived_comments=False),
    "comments shown": lambda at: saved(at.settings, shows_archived_comments=True),
    "comments erased": lambda at: erased(),
    "approach published": lambda at: published(at.approach, short_definition="Slow."),
    "approach's claim": lambda at: saved(
        at.approach.approach_concerns.get(), research="none_found"
    ),
    "approach unpublished": lambda at: unpublished(at.approach),
    "approach published again": lambda at: published(at.approach),
    "home page": lambda at: published(at.site.root_page.specific, title="Welcome"),
    "post expired": lambda at: expired(at.post),
    "other post unpublished": lambda at: unpublished(at.other),
    "other post published": lambda at: published(at.other),
    "other post deleted": lambda at: gone(BlogPostPage, pk=at.other.pk),
    "approach deleted": lambda at: gone(ApproachPage, pk=at.approach.pk),
}
EDITS_OF_ROWS = {
    "practice renamed": lambda at: saved(at.settings, name="Harbour"),
    "crisis notice": lambda at: saved(at.settings, crisis_notice="Dial 1632."),
    "crisis lines": lambda at: saved(at.settings, crisis_lines=[]),
    "exit button": lambda at: saved(at.settings, exit_url="https://weather.example/"),
    "newsletter": lambda at: saved(at.newsletter, introduction="Once a month."),
    "author renamed": lambda at: saved(at.orla, name="Orla Quay"),
    "author's degree": lambda at: saved(at.orla, degrees=[AuthorDegree(title="PhD")]),
    "author's license alone": lambda at: saved(AuthorLicense.objects.get(), number="2"),
    "author unpublished": lambda at: at.orla.unpublish(),
    "author published": lambda at: saved(at.orla, live=True),
    "category renamed": lambda at: saved(at.grief, name="Loss and grief"),
    "category's slug": lambda at: saved(at.grief, slug="loss"),
    "tag renamed": lambda at: saved(Tag.objects.get(), name="Rest"),
    "content note": lambda at: saved(at.note, text="Another paragraph."),
    "picture's focus": lambda at: saved(at.image, **FOCUS),
    "document replaced": lambda at: saved(at.leaflet, file="documents/new.pdf"),
    "concern": lambda at: saved(at.anxiety, name="Worry"),
    "guideline": lambda at: saved(guideline_of(at), title="New"),
    "picture deleted": lambda at: at.image.delete(),
    "category deleted": lambda at: at.grief.delete(),
    "settings deleted": lambda at: at.settings.delete(),
    # Wagtail keeps the addresses of sites in the cache of each process, for an hour.
    "site's port": lambda at: saved(at.site, port=8080),
    # Without settings, the practice has the name of its site.
    "site renamed": lambda at: saved(at.site, site_name="Quay"),
}


def guideline_of(at):
    return at.approach.approach_recommendations.get().guideline
