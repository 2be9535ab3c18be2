from wagtail_therapy.content.feeds.formats import FORMATS
from wagtail_therapy.content.metadata.meta_tags import Feed


def feed_links(title: str, address: str) -> tuple[Feed, ...]:
    """Return what the head of a page at an absolute address says of the feeds below it."""
    base = address.rstrip("/")
    return tuple(
        Feed(f"{title} ({one.name})", one.mime_type, f"{base}/{one.path}") for one in FORMATS
    )
