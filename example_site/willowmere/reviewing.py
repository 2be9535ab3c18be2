from datetime import date

from example_site.willowmere.text_files import TextFile
from wagtail_therapy.authors import reviews


def record_reviews(page, text: TextFile, authors: dict) -> None:
    """Add missing reviews to a live page. They are not part of the page itself."""
    known = {review.reviewed_date for review in page.therapy_reviews.all()}
    for day, reviewer, *note in text.rows("Reviewed"):
        if date.fromisoformat(day) not in known:
            values = {"day": date.fromisoformat(day), "note": " ".join(note)}
            reviews.mark(page, authors[reviewer], **values)
