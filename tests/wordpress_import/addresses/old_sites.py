"""An old site with an entry of each kind, and what an import made of it."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from tests.pages import rows
from wagtail_therapy.pages.models import BlogPostAuthor, BlogPostCategory, BlogPostPage
from wagtail_therapy.wordpress_import.addresses.recording import record
from wagtail_therapy.wordpress_import.addresses.site_map import SiteMap
from wagtail_therapy.wordpress_import.models import (
    ImportedAuthor,
    ImportedFile,
    ImportedItem,
    ImportedTerm,
    OldSite,
)
from wagtail_therapy.wordpress_import.wxr.records import (
    CATEGORY,
    TAG,
    Author,
    Dates,
    Item,
    Site,
    Term,
)

BASE = "https://www.old.example"
WRITTEN = datetime(2020, 11, 29, 10, 15, 30)  # noqa: DTZ001 -- as WordPress has it
UPLOADS = f"{BASE}/wp-content/uploads/2020/11"
THERAPY = Term(CATEGORY, "therapy", "Therapy", 2)
PEOPLE = Term(CATEGORY, "relationships", "Relationships", 5)
COUPLES = Term(CATEGORY, "couples-therapy", "Couples therapy", 6, "relationships")
ANXIETY = Term(TAG, "anxiety", "Anxiety", 10)
CBT = Term(TAG, "c-b-t", "C.B.T.", 38)


def wordpress(base=BASE):
    """Return the old site without its entries."""
    ada = Author("ada.bell", 2, "Ada Bell")
    terms = (THERAPY, PEOPLE, COUPLES, ANXIETY, CBT)
    return Site(
        title="Old & wise",
        base_url=base,
        authors={"ada.bell": ada},
        terms={(one.taxonomy, one.slug): one for one in terms},
    )


def item(wordpress_id, path, **fields):
    """Return a public post at a path, or what ``fields`` say."""
    slug = path.strip("/").rpartition("/")[2]
    defaults = {"type": "post", "status": "publish", "title": "A post", "slug": slug}
    return Item(
        id=wordpress_id,
        link=BASE + path,
        **(defaults | {"dates": Dates(local=WRITTEN), "author": "ada.bell"} | fields),
    )


def page(wordpress_id, path, **fields):
    return item(wordpress_id, path, **({"type": "page"} | fields))


def attachment(wordpress_id, path, file, **fields):
    defaults = {"type": "attachment", "status": "inherit", "attachment_url": f"{UPLOADS}/{file}"}
    return item(wordpress_id, path, **(defaults | fields))


WHAT = item(58, "/blog/what-is-therapy/", terms=(THERAPY, COUPLES, ANXIETY, CBT))
POSTS = (
    WHAT,
    item(59, "/blog/on-being-wrong/", meta=(("_wp_old_slug", "on-being-wrong-draft"),)),
    item(60, "/blog/three-pages/"),
    item(61, "/blog/is-your-partner-avoidant/"),
    item(62, "/blog/transference/"),
    item(53, "/blog/53/"),
    item(63, "/blog/%e5%bf%83%e3%81%a8%e4%bd%93/", slug="心と体"),
)
HIDDEN = (
    item(43, "/blog/case-notes/", status="private"),
    item(45, "/?p=45", slug="new-year-intentions", status="future"),
    item(42, "/blog/for-workshop-participants/", password="let me in"),
)
PAGES = (
    page(49, "/about-me/"),
    page(20, "/therapy-approaches/"),
    page(22, "/therapy-approaches/emdr/", parent=20),
    page(23, "/therapy-approaches/emdr/phobias/", parent=22),
    page(27, "/transference/"),
)
FILES = (
    attachment(10, "/couch-one/", "couch-1.jpg"),
    attachment(15, "/intake-form-pdf/", "intake form.pdf"),
    attachment(17, "/deleted-from-server/", "deleted.jpg", parent=58),
    attachment(18, "/of-case-notes/", "case.jpg", parent=43),
)
LEFT_OUT = (
    item(47, "/?p=47", slug="trashed-post__trashed", status="trash"),
    item(79, "/blog/79/", type="nav_menu_item"),
)


def site_map(*items, base=BASE):
    found = SiteMap(wordpress(base))
    for one in items or (*POSTS, *HIDDEN, *PAGES, *FILES, *LEFT_OUT):
        found.add(one)
    return found


@dataclass
class Moved:
    """The old site after an import below ``blog``."""

    site: Any
    blog: Any
    site_map: SiteMap = field(default_factory=site_map)
    pages: dict[int, Any] = field(default_factory=dict)

    def __post_init__(self):
        self.old_site = OldSite.objects.create(site=self.site, base_url=BASE)
        self.author = rows.author("Ada Bell")
        self._terms()
        for one in (*POSTS, *HIDDEN):
            self._post(one)
        for one in PAGES:
            self._page(one)
        self._files()

    def record(self):
        return record(self.old_site, self.site_map, self.blog)

    def path(self, wordpress_id):
        return self.pages[wordpress_id].url

    def _terms(self):
        people = rows.category("Relationships")
        self.categories = {
            "therapy": rows.category("Therapy"),
            "relationships": people,
            "couples-therapy": rows.category("Couples", parent=people),
        }
        for slug, category in self.categories.items():
            ImportedTerm.objects.create(old_site=self.old_site, slug=slug, category=category)
        ImportedAuthor.objects.create(old_site=self.old_site, login="ada.bell", author=self.author)

    def _post(self, one):
        page = BlogPostPage(
            title=one.title,
            slug=one.slug,
            live=one.is_public,
            first_published_at=WRITTEN.replace(tzinfo=UTC),
        )
        page.post_authors = [BlogPostAuthor(author=self.author)]
        page.post_categories = [
            BlogPostCategory(category=self.categories[term.slug]) for term in one.terms_of(CATEGORY)
        ]
        page.tags.add(*(term.name for term in one.terms_of(TAG)))
        self._imported(one, self.blog.add_child(instance=page))

    def _page(self, one):
        above = self.pages.get(one.parent, self.site.root_page)
        self._imported(
            one,
            above.add_child(
                instance=type(self.site.root_page.specific)(title=one.slug, slug=f"our-{one.slug}")
            ),
        )

    def _imported(self, one, made):
        self.pages[one.id] = made
        ImportedItem.objects.create(
            old_site=self.old_site,
            wordpress_id=one.id,
            type=one.type,
            address=one.link,
            page=made,
        )

    def _files(self):
        self.image, self.document = rows.image("couch"), rows.document()
        stored = {10: {"image": self.image}, 15: {"document": self.document}}
        for one in FILES:
            failure = "" if one.id in stored else "missing"
            ImportedFile.objects.create(
                old_site=self.old_site,
                address=one.attachment_url,
                address_digest=sha256(one.attachment_url.encode()).hexdigest(),
                attachment_id=one.id,
                failure=failure,
                **stored.get(one.id, {}),
            )
