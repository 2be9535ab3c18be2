"""Says why a site with readers can't be deleted; Wagtail's own view would fail."""

from collections import Counter
from typing import Any

from django.db.models import ProtectedError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.viewsets import viewsets

NAME = "wagtailsites"


def delete(request: HttpRequest, pk: str) -> HttpResponse:
    """Let Wagtail delete a site, with its own confirmation and permission checks.

    If rows prevent that, such as readers, suppressions or the proof of consent, list them.
    """
    [sites] = [viewset for viewset in viewsets.viewsets if viewset.name == NAME]
    try:
        return sites.delete_view(request, pk=pk)
    except ProtectedError as error:
        messages.error(request, _explanation(error.protected_objects))
        return redirect(f"{NAME}:edit", pk)


def _explanation(rows: Any) -> str:
    names = Counter(str(row._meta.verbose_name_plural) for row in rows)
    kept = ", ".join(f"{capfirst(name)}: {number}" for name, number in sorted(names.items()))
    reason = _("This site wasn’t deleted, because these would be lost with it: %(kept)s.")
    advice = _("Keep the site, under another host name if you like, for as long as you need them.")
    return f"{reason % {'kept': kept}} {advice}"
