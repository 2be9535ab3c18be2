"""What pages claimed before: published first, so that the demo has a history to show."""

from datetime import date, datetime

from example_site.willowmere.manuscripts import Text
from wagtail_therapy.approaches.models import ClaimChange
from wagtail_therapy.content.local_dates import start_of_day


def date_history(page, text: Text) -> None:
    """Let what was recorded while the demo was loaded have happened on the days of the text.

    That is true of an invented practice only: a history is written as it happens.
    """
    began = start_of_day(datetime.fromisoformat(text["Published"]).date())
    changes = ClaimChange.objects.filter(page=page.pk)
    changes.filter(kind="first").update(changed_at=began)
    for day, _note in text.rows("Updated"):
        changes.exclude(kind="first").update(changed_at=start_of_day(date.fromisoformat(day)))
