"""Fills the posts of the blog from their texts."""

from datetime import date, datetime

from django.utils import timezone
from taggit.models import Tag

from example_site.willowmere import ledger
from example_site.willowmere.bodies import BodyReader
from example_site.willowmere.manuscripts import Text
from example_site.willowmere.publishing import publish_changes
from wagtail_therapy.authors import reviews
from wagtail_therapy.pages.models import BlogPostAuthor, BlogPostCategory, BlogPostPage

# As the texts give them, and as the block keeps them.
GIVEN = ["key", "authors", "year", "title", "container", "volume", "issue", "pages", "doi", "kind"]
KEPT = [*GIVEN[1:-1], "url", "accessed_date", "pmid", "kind", "open_access", "key"]


class PostFiller:
    """Knows everything that a post may name: authors, categories, pictures, other posts."""

    def __init__(self, authors: dict, categories: dict, notes: dict, pictures: dict, pages: dict):
        self.authors = authors
        self.categories = categories
        self.notes = notes
        self.pictures = pictures
        self.pages = pages

    def fill(self, page: BlogPostPage, text: Text) -> None:
        reader = BodyReader(text.slug, self.pictures, self.pages)
        with publish_changes(page):
            page.title = text["Title"]
            page.excerpt = text["Excerpt"]
            page.body = reader.read(text.body)
            page.references = [
                reader.with_id("reference", reference(row)) for row in text.rows("Reference")
            ]
            page.related_reading = [
                reader.with_id("post", self.pages[f"post:{slug}"].pk)
                for slug in names(text["Further"])
            ]
            self.set_picture(page, *text.rows("Picture")[0])
            self.set_dates(page, text)
            self.set_rows(page, text)
        self.record_reviews(page, text)

    def set_picture(self, page: BlogPostPage, name: str, alt: str) -> None:
        page.lead_image = self.pictures[name]
        page.lead_image_alt = alt

    def set_dates(self, page: BlogPostPage, text: Text) -> None:
        published_at = datetime.fromisoformat(text["Published"])
        page.first_published_at = timezone.make_aware(published_at)
        if text["Updated"]:
            page.updated_date = date.fromisoformat(text["Updated"])

    def record_reviews(self, page: BlogPostPage, text: Text) -> None:
        """Add the reviews that are not there yet; they are no part of the page."""
        known = {review.reviewed_date for review in page.therapy_reviews.all()}
        for day, reviewer in text.rows("Reviewed"):
            if date.fromisoformat(day) not in known:
                reviews.mark(page, self.authors[reviewer], day=date.fromisoformat(day))

    def set_rows(self, page: BlogPostPage, text: Text) -> None:
        """Set what lies in rows of its own, unless it is so already: new rows are a change."""
        authors = [self.authors[slug] for slug in names(text["Author"])]
        if [row.author for row in page.post_authors.all()] != authors:
            page.post_authors = [BlogPostAuthor(author=author) for author in authors]
        categories = [self.categories[slug] for slug in names(text["Categories"])]
        if [row.category for row in page.post_categories.all()] != categories:
            page.post_categories = [BlogPostCategory(category=one) for one in categories]
        notes = [self.notes[key] for key in names(text["Content-Notes"])]
        if list(page.content_notes.all()) != notes:
            page.content_notes = notes
        tags = [tag(name) for name in names(text["Tags"])]
        if set(page.tags.all()) != set(tags):
            page.tags.set(tags)


def tag(name: str) -> Tag:
    """Return the tag of that name. One that was there before is not ours to take away again."""
    found = Tag.objects.filter(name=name).first()
    return found or ledger.remember(f"tag:{name}", Tag.objects.create(name=name))


def reference(row: list[str]) -> dict:
    """Return a reference in the order in which its block keeps its fields."""
    given = dict(zip(GIVEN, row, strict=True))
    empty = {"accessed_date": None, "open_access": False}
    return {name: given.get(name, empty.get(name, "")) for name in KEPT}


def names(value: str) -> list[str]:
    return [name.strip() for name in value.split(",") if name.strip()]
