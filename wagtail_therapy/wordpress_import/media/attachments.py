"""What an export says about a file."""

from html import unescape

import nh3

from wagtail_therapy.wordpress_import.conversion.results import Attachment
from wagtail_therapy.wordpress_import.wxr.records import Item

from .focal_points import focal_point

ALT = "_wp_attachment_image_alt"


def attachment(item: Item) -> Attachment:
    """Return the file that an item of the type ``attachment`` describes."""
    return Attachment(
        address=item.attachment_url or item.guid,
        alt=item.meta_value(ALT).strip(),
        caption=item.excerpt,
        title=_text(item.title),
        focal_point=focal_point(item.meta_value),
    )


def _text(html: str) -> str:
    return " ".join(unescape(nh3.clean(html[:1000], tags=set())).split())
