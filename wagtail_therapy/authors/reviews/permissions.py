"""Who may record a review, and at which URL."""

from typing import Any

from django.urls import reverse

REPORT_URL_NAME = "wagtail_therapy_reviews"
MARK_URL_NAME = "wagtail_therapy_mark_reviewed"


def may_review(page: Any, user: Any) -> bool:
    """Whether the user may publish the page, and it is live and not an alias."""
    if not page.live or page.alias_of_id:
        return False
    return page.permissions_for_user(user).can_publish()


def mark_url(page: Any) -> str:
    return reverse(MARK_URL_NAME, args=[page.pk])
