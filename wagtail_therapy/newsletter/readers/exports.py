"""The files to which the readers of a site are exported, and the record of each export."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from wagtail_therapy.content.dates import local_dates

from ..models import Subscriber
from . import list_export, monthly_numbers, reader_log, service_exports


@dataclass(frozen=True)
class Format:
    """A kind of file. ``readers`` returns whose addresses it has; None if it has no one's."""

    label: Any
    suffix: str
    stream: Callable[[Site], Iterator[bytes]]
    readers: Callable[[Site], QuerySet] | None = None


def _whole(site: Site) -> QuerySet:
    return Subscriber.objects.filter(site=site)


def _for_service(name: str, columns: service_exports.Columns) -> Format:
    label = _("Subscribed readers, for %(service)s") % {"service": name}
    stream = partial(service_exports.stream, columns)
    return Format(label, "csv", stream, service_exports.subscribed)


FORMATS: dict[str, Format] = {
    "whole": Format(
        _("The whole list with dates, consent and addresses that must not be mailed, to move it"),
        "zip",
        list_export.stream,
        _whole,
    ),
    "ghost": _for_service("Ghost", service_exports.GHOST),
    "buttondown": _for_service("Buttondown", service_exports.BUTTONDOWN),
    "listmonk": _for_service("listmonk", service_exports.LISTMONK),
    "mailchimp": _for_service("Mailchimp", service_exports.MAILCHIMP),
    "numbers": Format(
        _("Numbers by month, without addresses, for an accountant"), "csv", monthly_numbers.stream
    ),
}


def begin(site: Site, name: str, *, by: str, user: Any = None) -> Iterator[bytes]:
    """Record that readers are exported, and return the file piece by piece."""
    chosen = FORMATS[name]
    number = chosen.readers(site).count() if chosen.readers else 0
    reader_log.record(site, reader_log.EXPORT, user=user, by=by, number=number, format=name)
    return chosen.stream(site)


def file_name(site: Site, name: str) -> str:
    return f"{site.hostname}-{name}-{local_dates.today():%Y-%m-%d}.{FORMATS[name].suffix}"
