"""Fills the pages about approaches from their texts."""

from datetime import date, datetime

from django.utils import timezone

from example_site.willowmere.claim_history import date_history
from example_site.willowmere.markdown import paragraphs
from example_site.willowmere.page_rows import set_chosen, set_rows
from example_site.willowmere.publishing import publish_changes
from example_site.willowmere.references import references
from example_site.willowmere.reviewing import record_reviews
from example_site.willowmere.section_blocks import SectionReader
from example_site.willowmere.text_files import TextFile, names
from wagtail_therapy.pages.models import (
    ApproachAuthor,
    ApproachConcern,
    ApproachPage,
    ApproachRecommendation,
)

# Headers of a text. Their fields have the same names in lower case, with underscores.
TEXT_HEADERS = [
    "Title",
    "Heading",
    "Abbreviation",
    "Also-Known-As",
    "Short-Definition",
    "Disclosure",
    "Time-Focus",
    "Structure",
    "Therapist-Style",
    "Talks-About-Past-In-Detail",
    "Between-Session-Work",
    "Length-Note",
    "Frequency",
    "Cost",
    "Not-Advised-When",
]
LIST_HEADERS = ["Formats", "Delivery", "Age-Groups"]
RANGE_HEADERS = ["Sessions", "Session-Minutes"]
CONCERN_CELLS = ["research", "outcome", "compared_with", "certainty", "reference_keys", "note"]


class ApproachFiller:
    """Fills a page about an approach from its text, with everything that it may refer to."""

    def __init__(
        self, authors: dict, notes: dict, concerns: dict, families: dict, guidelines: dict
    ):
        self.authors = authors
        self.notes = notes
        self.concerns = concerns
        self.families = families
        self.guidelines = guidelines

    def fill(self, page: ApproachPage, text: TextFile, reader: SectionReader) -> None:
        is_new = not page.live
        with publish_changes(page):
            self.set_all(page, text, reader)
            if is_new and text.all("Earlier-Concern"):
                self.publish_earlier(page, text)
        if is_new:
            date_history(page, text)
        record_reviews(page, text, self.authors)

    def publish_earlier(self, page: ApproachPage, text: TextFile) -> None:
        """Publish the page with its earlier claims, then set the current ones again."""
        earlier = {row[0]: row for row in text.rows("Earlier-Concern")}
        rows = [self.concern(*earlier.get(row[0], row)) for row in text.rows("Concern")]
        set_rows(page, "approach_concerns", rows)
        page.updated_date, page.change_note = None, ""
        page.save_revision().publish()
        set_dates(page, text)
        self.set_rows(page, text)

    def set_all(self, page: ApproachPage, text: TextFile, reader: SectionReader) -> None:
        set_facts(page, text)
        page.family = self.families[text["Family"]]
        page.offered_here = bool(text["Offered-By"])
        page.exit_button = text["Exit-Button"] or "inherit"
        page.body = reader.read(text.body)
        page.references = references(reader, text)
        set_dates(page, text)
        self.set_rows(page, text)

    def set_rows(self, page: ApproachPage, text: TextFile) -> None:
        authors = [self.authors[slug] for slug in names(text["Author"])]
        set_rows(page, "approach_authors", [ApproachAuthor(author=author) for author in authors])
        set_rows(page, "approach_concerns", [self.concern(*row) for row in text.rows("Concern")])
        recommendations = [self.recommendation(*row) for row in text.rows("Recommendation")]
        set_rows(page, "approach_recommendations", recommendations)
        offering = [self.authors[slug] for slug in names(text["Offered-By"])]
        set_chosen(page, "offered_by", offering)
        notes = [self.notes[key] for key in names(text["Content-Notes"])]
        set_chosen(page, "content_notes", notes)

    def concern(self, slug: str, *cells: str) -> ApproachConcern:
        values = dict(zip(CONCERN_CELLS, cells, strict=True))
        return ApproachConcern(concern=self.concerns[slug], **values)

    def recommendation(self, slug: str, guideline: str, *cells: str) -> ApproachRecommendation:
        recommendation, population, keys = cells
        return ApproachRecommendation(
            concern=self.concerns[slug],
            guideline=self.guidelines[guideline],
            recommendation=recommendation,
            population=population,
            reference_keys=keys,
        )


def set_facts(page: ApproachPage, text: TextFile) -> None:
    """Set the fields that have a header in the text."""
    for header in TEXT_HEADERS:
        setattr(page, field(header), text[header])
    for header in LIST_HEADERS:
        setattr(page, field(header), names(text[header]))
    for header in RANGE_HEADERS:
        first, last = next(iter(text.rows(header)), [None, None])
        setattr(page, f"{field(header)}_min", first and int(first))
        setattr(page, f"{field(header)}_max", last and int(last))
    page.open_ended = text["Open-Ended"] == "yes"
    other = text["Not-To-Be-Confused-With"]
    page.not_to_be_confused_with = paragraphs([other]) if other else ""


def set_dates(page: ApproachPage, text: TextFile) -> None:
    page.first_published_at = timezone.make_aware(datetime.fromisoformat(text["Published"]))
    for day, note in text.rows("Updated"):
        page.updated_date = date.fromisoformat(day)
        page.change_note = note


def field(header: str) -> str:
    return header.lower().replace("-", "_")
