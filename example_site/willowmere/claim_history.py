"""Dates the earlier claims of pages, so that the demo has a history to show."""

from datetime import date, datetime

from example_site.willowmere.text_files import TextFile
from wagtail_therapy.approaches.models import ClaimChange
from wagtail_therapy.content.dates.local_dates import start_of_day


def date_history(page, text: TextFile) -> None:
    """Set the dates of the recorded changes to those in the text.

    Only an invented practice may do this. A real history is never changed.
    """
    began = start_of_day(datetime.fromisoformat(text["Published"]).date())
    changes = ClaimChange.objects.filter(page=page.pk)
    changes.filter(kind="first").update(changed_at=began)
    for day, _note in text.rows("Updated"):
        changes.exclude(kind="first").update(changed_at=start_of_day(date.fromisoformat(day)))
