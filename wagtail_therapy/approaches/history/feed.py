"""The history of a list of approaches as a feed."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from wagtail_therapy.approaches.history.page_context import Change, ClaimHistory
from wagtail_therapy.content.feeds.entries import (
    UNKNOWN_DATE,
    FeedEntry,
    make_aware,
    permanent_id,
    strip_control_characters,
)
from wagtail_therapy.content.feeds.formats import FORMATS, Channel, FeedFormat
from wagtail_therapy.content.feeds.responses import feed_response
from wagtail_therapy.content.metadata.publisher import publisher

# And all others from the same day as the last of them.
MIN_ENTRIES = 20
TEMPLATE = "wagtail_therapy/approaches/history_change.html"


def serve(index: Any, request: HttpRequest, path: str) -> HttpResponse:
    """Return the newest changes in the format of the path; 304 if the client has them already."""
    feed_format = next(one for one in FORMATS if one.path == path)
    changes = ClaimHistory(index).newest(MIN_ENTRIES)
    channel = _channel(index, request, feed_format)
    return feed_response(
        request,
        feed_format,
        lambda: feed_format.write(channel, [_entry(one, channel.url) for one in changes]),
        # A private list shows nothing, so only an empty feed can belong to one.
        is_private=not changes and index.get_view_restrictions().exists(),
    )


def history_title(index: Any) -> str:
    return _("%(list)s: what has changed") % {"list": index.title}


def _entry(change: Change, url: str) -> FeedEntry:
    row, approach = change.row, change.approach
    named = {
        "approach": approach.title,
        "concern": row.concern_name,
        "kind": row.get_kind_display(),
    }
    return FeedEntry(
        id=permanent_id(approach, f" claim {row.pk}").urn,
        url=f"{url}#{change.anchor}",
        title=strip_control_characters(_("%(approach)s – %(concern)s: %(kind)s") % named),
        summary=strip_control_characters(". ".join(change.is_now or change.was)),
        html=strip_control_characters(render_to_string(TEMPLATE, {"change": change})),
        published_at=make_aware(row.changed_at),
        updated_at=make_aware(row.changed_at),
    )


def _channel(index: Any, request: HttpRequest, feed_format: FeedFormat) -> Channel:
    url = index.get_history_url(request, is_full=True)
    return Channel(
        id=permanent_id(index, " history").urn,
        title=strip_control_characters(history_title(index)),
        description="",
        url=url,
        feed_url=f"{url.rstrip('/')}/{feed_format.path}",
        language=index.locale.language_code,
        changed_at=make_aware(index.last_published_at) or UNKNOWN_DATE,
        publisher=strip_control_characters(publisher(request)["name"]),
    )
