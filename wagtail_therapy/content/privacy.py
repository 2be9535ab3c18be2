"""Which pages everybody may read, as Wagtail's view restrictions say it."""

from functools import reduce
from operator import or_

from django.db.models import Q
from wagtail.models import PageViewRestriction


def without_private(pages):
    """Keep the pages without a restriction on them or above them, asking the database each time.

    As Wagtail's ``public()``, which reads all of each restricted page where its path is enough.
    """
    paths = PageViewRestriction.objects.values_list("page__path", flat=True).order_by()
    private = [Q(path__startswith=path) for path in paths]
    return pages.exclude(reduce(or_, private)) if private else pages
