"""Which pages everybody may read, as Wagtail's view restrictions say it."""

from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.utils.cache import patch_cache_control
from wagtail.models import PageViewRestriction


def keep_to_reader(response: HttpResponse) -> HttpResponse:
    """Keep this address between the reader and us: it may say what they worry about.

    Browsers name it to no other page and no file, so it is in no other log either. No cache
    keeps it; a page that was withdrawn could not be purged from there. A host that calls all its
    pages ``public`` takes ``private`` away, and leaves ``no-store``.
    """
    response["Referrer-Policy"] = "no-referrer"
    patch_cache_control(response, private=True, no_store=True, max_age=0)
    return response


def without_private(pages: Any) -> QuerySet:
    """Keep the pages without a restriction on them or above them, asking the database each time.

    As Wagtail's ``public()``, which reads all of each restricted page where its path is enough.
    """
    paths = PageViewRestriction.objects.values_list("page__path", flat=True).order_by()
    private = [Q(path__startswith=path) for path in paths]
    return pages.exclude(reduce(or_, private)) if private else pages
