"""The structured data about the practice on every page, for search engines."""

from typing import Any

from django.http import HttpRequest
from wagtail.models import Site

from wagtail_therapy.content.metadata.json_ld import image_object, node
from wagtail_therapy.content.metadata.publisher import Node, publisher_id
from wagtail_therapy.content.pictures.renditions import preview_image
from wagtail_therapy.practice.models import PracticeSettings
from wagtail_therapy.practice.notices import Notices


def practice_node(request: HttpRequest, site: Site) -> Node:
    practice = PracticeSettings.read_for(request) or PracticeSettings(site=site)
    logo = image_object(preview_image(practice.logo, site.root_url, use="logo"))
    address = postal_address(practice)
    return node(
        practice.kind or _usual_kind(address),
        publisher_id(site.root_url),
        name=practice.display_name,
        url=f"{site.root_url}/",
        telephone=practice.telephone,
        email=practice.email,
        address=address,
        areaServed=Notices(practice).served_regions,
        logo=logo,
        image=logo,
        sameAs=practice.link_list,
    )


def practice_share_image(request: HttpRequest) -> Any:
    """Return the practice's image for link previews of pages that have none, or None."""
    practice = PracticeSettings.read_for(request)
    return practice.share_image if practice else None


def postal_address(practice: PracticeSettings) -> Node | None:
    """Return the address that clients come to, or None without a street or town."""
    if not (practice.street_address or practice.locality):
        return None
    return node(
        "PostalAddress",
        streetAddress=practice.street_address,
        addressLocality=practice.locality,
        addressRegion=practice.region,
        postalCode=practice.postal_code,
        addressCountry=practice.country,
    )


def _usual_kind(address: Node | None) -> str:
    kind = PracticeSettings.Kind
    return str(kind.MEDICAL_BUSINESS if address else kind.ORGANIZATION)
