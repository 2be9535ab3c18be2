from datetime import date

from example_site.willowmere.manuscripts import Text
from wagtail_therapy.authors import reviews


def record_reviews(page, text: Text, authors: dict) -> None:
    """Add the reviews of a live page that are not there yet; they are no part of the page."""
    known = {review.reviewed_date for review in page.therapy_reviews.all()}
    for day, reviewer, *note in text.rows("Reviewed"):
        if date.fromisoformat(day) not in known:
            values = {"day": date.fromisoformat(day), "note": " ".join(note)}
            reviews.mark(page, authors[reviewer], **values)
