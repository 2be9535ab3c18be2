"""A site with an approach that shows everything, and the pages that show it."""

from datetime import date

from wagtail.models import PageViewRestriction

from tests.approaches.full_approach import full_approach
from tests.approaches.rows import approach, family
from tests.pages import rows
from tests.testapp.models import HomePage
from wagtail_therapy.approaches.models import Concern, ConcernGuideline
from wagtail_therapy.authors.models import Author, AuthorLicense
from wagtail_therapy.content.models import ContentNote
from wagtail_therapy.pages.models import ApproachIndexPage, ApproachPage, BlogPostPage
from wagtail_therapy.practice.models import PracticeSettings

# The last day of Mateo's licence.
LAST_DAY = date(2030, 1, 1)


def kept_site(site):
    """Fill a site. Its rows are found again by their names: see below."""
    PracticeSettings.objects.create(
        site=site,
        name="Willowmere",
        telephone="+44 20 7946 0000",
        crisis_notice="In danger? Call 999.",
        disclaimer="Not advice.",
    )
    rows.team(site)
    index = rows.approaches(site, title="Approaches", intro="<p>We describe these.</p>")
    bodies = family("Bodies", description="Words.")
    mateo = rows.author("Mateo", accepting_clients="yes", short_bio="I listen.")
    AuthorLicense.objects.create(author=mateo, title="Registered", expires_date=LAST_DAY)
    other = approach(index, "Other", family=bodies, offered_here=True, abbreviation="OTH")
    whole = full_approach(
        index, other, mateo, "Whole", [rows.reference("one", kind="meta_analysis")]
    )
    whole.family = bodies
    whole.content_notes = [ContentNote.objects.create(name="Loss", text="One paragraph.")]
    whole.body = [*whole.body.raw_data, *more_blocks(site, mateo)]
    rows.publish(whole)
    grief = Concern.objects.get(name="Concern 0")
    grief.concern_guidelines = [
        ConcernGuideline(guideline=rows.guideline("APA", 2020), puts_first="Time")
    ]
    grief.save()
    other.approach_concerns = [rows.used_for(grief, "none_found")]
    rows.publish(other)
    blog = rows.blog(site)
    rows.post(blog, mateo, title="On grief", concerns=[grief])
    rows.review(whole, rows.author("Orla", works_here=False))


def more_blocks(site, author):
    picture, leaflet = rows.image("Room"), rows.document("Leaflet")
    prices = site.root_page.add_child(instance=HomePage(title="Prices"))
    image = {"image": picture.pk, "alt_text": "A room", "decorative": False}
    link = f'<p>See <a linktype="page" id="{prices.pk}">our prices</a>.</p>'
    blocks = {
        "paragraph": link,
        "image": {"image": image, "caption": ""},
        "document": {"document": leaflet.pk, "text": ""},
        "button": {"text": "Prices", "page": prices.pk},
        "team": {"heading": "Us", "people": [author.pk]},
        "author_bio": {"author": author.pk, "layout": "full"},
        "comparison": {"approaches": list(ApproachPage.objects.values_list("pk", flat=True))},
        "concern_links": {"heading": "", "concerns": []},
        "crisis_lines": {"title": "Urgent"},
    }
    return [{"type": kind, "value": value} for kind, value in blocks.items()]


def index():
    return ApproachIndexPage.objects.get(title="Approaches")


def prices():
    return HomePage.objects.get(title="Prices")


def post():
    return BlogPostPage.objects.get()


def whole():
    return ApproachPage.objects.get(slug="whole")


def other():
    return ApproachPage.objects.get(slug="other")


def mateo():
    return Author.objects.get(name="Mateo")


def concern(name="Concern 0"):
    return Concern.objects.get(name=name)


def publish(page, **fields):
    for name, value in fields.items():
        setattr(page, name, value)
    rows.publish(page)


def save(row, **fields):
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()


def restrict(page):
    PageViewRestriction.objects.create(page=page, restriction_type="login")


def addresses(index):
    chosen = "a=whole&a=other"
    return {
        "approach": f"{index.url}whole/",
        "other": f"{index.url}other/",
        "list": index.url,
        "filtered": f"{index.url}?concern=concern-0&a=other",
        "narrowed": f"{index.url}?format=group&sort=family",
        "concern": f"{index.url}concerns/concern-0/",
        "compared": f"{index.url}compare/?{chosen}",
        "history": f"{index.url}history/",
        "sheet": f"{index.url}take-along/?{chosen}",
    }
