"""Fills blog posts from their texts."""

from datetime import date, datetime

from django.utils import timezone
from taggit.models import Tag

from example_site.willowmere import demo_objects
from example_site.willowmere.page_rows import set_chosen, set_rows
from example_site.willowmere.publishing import publish_changes
from example_site.willowmere.references import references
from example_site.willowmere.reviewing import record_reviews
from example_site.willowmere.section_blocks import SectionReader
from example_site.willowmere.text_files import TextFile, names
from wagtail_therapy.pages.models import BlogPostAuthor, BlogPostCategory, BlogPostPage


class PostFiller:
    """Fills a post from its text, with the authors, categories, notes and concerns it may name."""

    def __init__(self, authors: dict, categories: dict, notes: dict, concerns: dict):
        self.authors = authors
        self.categories = categories
        self.notes = notes
        self.concerns = concerns

    def fill(self, page: BlogPostPage, text: TextFile, reader: SectionReader) -> None:
        with publish_changes(page):
            page.title = text["Title"]
            page.excerpt = text["Excerpt"]
            page.body = reader.read(text.body)
            page.references = references(reader, text)
            page.related_reading = [
                reader.with_id("post", reader.pages[f"post:{slug}"].pk)
                for slug in names(text["Further"])
            ]
            name, page.lead_image_alt = text.rows("Picture")[0]
            page.lead_image = reader.pictures[name]
            self.set_dates(page, text)
            self.set_rows(page, text)
        record_reviews(page, text, self.authors)

    def set_dates(self, page: BlogPostPage, text: TextFile) -> None:
        published_at = datetime.fromisoformat(text["Published"])
        page.first_published_at = timezone.make_aware(published_at)
        if text["Updated"]:
            page.updated_date = date.fromisoformat(text["Updated"])

    def set_rows(self, page: BlogPostPage, text: TextFile) -> None:
        authors = [self.authors[slug] for slug in names(text["Author"])]
        set_rows(page, "post_authors", [BlogPostAuthor(author=author) for author in authors])
        categories = [self.categories[slug] for slug in names(text["Categories"])]
        rows = [BlogPostCategory(category=category) for category in categories]
        set_rows(page, "post_categories", rows)
        set_chosen(page, "content_notes", [self.notes[key] for key in names(text["Content-Notes"])])
        set_chosen(page, "concerns", [self.concerns[slug] for slug in names(text["Concerns"])])
        set_chosen(page, "tags", [tag(name) for name in names(text["Tags"])])


def tag(name: str) -> Tag:
    """Return the tag with that name. An existing tag is not recorded, so it is never deleted."""
    found = Tag.objects.filter(name=name).first()
    return found or demo_objects.record(f"tag:{name}", Tag.objects.create(name=name))
