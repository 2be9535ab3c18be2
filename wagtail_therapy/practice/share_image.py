"""The picture of link previews for pages that have none of their own."""

from typing import Any

from django.http import HttpRequest

from wagtail_therapy.practice.models import PracticeSettings


def practice_share_image(request: HttpRequest) -> Any:
    """Return the Wagtail image that the practice chose, or None."""
    practice = PracticeSettings.read_for(request)
    return practice.share_image if practice else None
