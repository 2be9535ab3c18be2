"""The practice and its notices as data for an API."""

from typing import Any

from django.utils.translation import override
from rest_framework.fields import Field

from wagtail_therapy.content.api.representations import image_representation
from wagtail_therapy.practice.crisis.lines import CrisisLine, Way
from wagtail_therapy.practice.crisis.notice import CrisisNotice
from wagtail_therapy.practice.models import PracticeSettings
from wagtail_therapy.practice.notices import Notices
from wagtail_therapy.practice.page_notices import PageNotices

ADDRESS_FIELDS = ["street_address", "postal_code", "locality", "region", "country"]
IDENTITY_FIELDS = [
    "kind",
    "telephone",
    "email",
    "booking_url",
    "booking_name",
    "portal_url",
    "portal_name",
]


class NoticesField(Field):
    """The notices of a page, in its language; None for a page outside all sites."""

    def __init__(self, **kwargs: Any):
        super().__init__(read_only=True, source="*", **kwargs)

    def to_representation(self, value: Any) -> dict[str, Any] | None:
        site = value.get_site()
        return page_notices_representation(value, site) if site else None


def page_notices_representation(page: Any, site: Any) -> dict[str, Any]:
    """Return the notices of a page, and whether they belong above its text."""
    language = page.locale.language_code
    with override(language):
        notices = PageNotices(PracticeSettings.read(site), language, page)
        return {
            **_crisis_and_disclaimer(notices),
            "is_crisis_first": notices.first_crisis is not None,
            "is_disclaimer_first": bool(notices.first_disclaimer),
            "exit_url": notices.exit_url,
            "exit_advice_url": notices.practice.exit_advice_url if notices.exit_url else "",
        }


def practice_representation(site: Any, language: str) -> dict[str, Any]:
    """Return what a site's pages say about its practice, without what only emails say."""
    with override(language):
        # As for an email: links to pages are absolute.
        notices = Notices(PracticeSettings.read(site), language, is_for_email=True)
        return _identity(notices) | {
            **_crisis_and_disclaimer(notices),
            "regulator_notice": notices.regulator_notice,
            "legal_links": [vars(link) for link in notices.legal_links],
        }


def _identity(notices: Notices) -> dict[str, Any]:
    practice = notices.practice
    return {
        "name": practice.display_name,
        **{name: getattr(practice, name) for name in IDENTITY_FIELDS},
        "address": _address(practice),
        "served_regions": notices.served_regions,
        "registrations": [_registration(row) for row in practice.registrations],
        "logo": image_representation(practice.logo),
        "links": practice.link_list,
    }


def _address(practice: PracticeSettings) -> dict[str, Any] | None:
    # Pages show no address without a street or town.
    if not practice.address_lines:
        return None
    return {name: getattr(practice, name) for name in ADDRESS_FIELDS}


def _registration(row: Any) -> dict[str, Any]:
    # Only one kind has a name of its own.
    name = row.value.get("name") or str(row.block.label)
    values = {key: row.value.get(key) or "" for key in ("number", "url")}
    return {"kind": row.block_type, "name": name, **values}


def _crisis_and_disclaimer(notices: Notices) -> dict[str, Any]:
    return {
        "crisis": notices.crisis and crisis_representation(notices.crisis),
        "disclaimer": notices.disclaimer,
        "disclaimer_full": notices.disclaimer_full,
    }


def crisis_representation(crisis: CrisisNotice) -> dict[str, Any]:
    """Return the crisis notice: its lines in order, those for an emergency first."""
    return {
        "text": crisis.text,
        "lines": [line_representation(line) for line in crisis.lines],
        "checked_date": crisis.checked_date,
    }


def line_representation(line: CrisisLine) -> dict[str, Any]:
    return {
        "name": line.name,
        "audience": str(line.audience),
        "ways": [way_representation(way) for way in line.ways],
        "is_always_open": line.is_always_open,
        "hours": line.hours,
        "languages": list(line.languages),
        "source": line.source,
        "checked_date": line.confirmed_date,
    }


def way_representation(way: Way) -> dict[str, str]:
    """Return a way to reach a line. ``url`` is "" if its number can't be dialled."""
    texts = {name: getattr(way, name) for name in ("number", "word", "url", "label", "note")}
    return {"kind": str(way.kind)} | texts
