"""Says what pages lack that cannot go live, where Wagtail has no form that says it."""

from collections.abc import Iterable, Iterator
from copy import copy
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from wagtail_therapy.authors.mixins import authored
from wagtail_therapy.authors.mixins.authored import AuthoredPageMixin
from wagtail_therapy.content.admin.publish_messages import show_error


def leave_out_of_bulk(request: HttpRequest, pages: list[Any], action: Any) -> HttpResponse | None:
    """Take pages that cannot go live out of those that are about to be published, and say why.

    Drafts below the pages are looked at as well. Return to the list if no page is left.
    """
    choice = action.cleaned_form.cleaned_data
    with_below = choice.get("include_descendants")
    wanted = list(_with_drafts_below(pages, request.user) if with_below else pages)
    faults = {page.pk: fault for page in wanted if (fault := fault_of(page))}
    if faults:
        choice["include_descendants"] = False
        pages[:] = [page for page in wanted if page.pk not in faults]
    for page in wanted:
        if page.pk in faults:
            show_error(request, page, faults[page.pk])
    return None if pages else redirect(action.next_url)


def refuse_copy(request: HttpRequest, page: Any) -> HttpResponse | None:
    """Return to the form for a copy that Wagtail would fail on, with the reason. None: go on."""
    if request.method != "POST" or request.POST.get("alias"):
        return None
    faults = [*_slug_faults(page, request.POST.get("new_slug", "")), *_live_faults(request, page)]
    for copied, fault in faults:
        show_error(request, copied, fault, _("“%(title)s” was not copied. %(fault)s"))
    return redirect(request.get_full_path()) if faults else None


def fault_of(page: Any) -> str:
    """Return what keeps the latest revision of a page from going live; "" if nothing does."""
    model = page.specific_class
    if model is None or not issubclass(model, AuthoredPageMixin):
        return ""
    revision = page.get_latest_revision()
    return authored.fault_of(revision.as_object() if revision else page.specific)


def _with_drafts_below(pages: Iterable[Any], user: Any) -> Iterator[Any]:
    for page in pages:
        yield page
        for draft in page.get_descendants().not_live():
            if draft.permissions_for_user(user).can_publish():
                yield draft


def _slug_faults(page: Any, slug: str) -> Iterator[tuple[Any, str]]:
    copied = copy(page.specific)
    if isinstance(copied, AuthoredPageMixin):
        copied.slug = slug
        try:
            copied.clean()
        except ValidationError as error:
            if slugs := getattr(error, "error_dict", {}).get("slug"):
                yield page, capfirst(" ".join(one.messages[0] for one in slugs))


def _live_faults(request: HttpRequest, page: Any) -> Iterator[tuple[Any, str]]:
    if not request.POST.get("publish_copies"):
        return
    below = page.get_descendants() if request.POST.get("copy_subpages") else []
    for copied in [page, *below]:
        # Wagtail copies what is live, which may have lost rows that its latest revision has.
        if copied.live and (fault := _fault_as_it_is(copied.specific)):
            yield copied, fault


def _fault_as_it_is(page: Any) -> str:
    return authored.fault_of(page) if isinstance(page, AuthoredPageMixin) else ""
