"""Errors for pages that can't be published, for actions without a form."""

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


def skip_unpublishable(request: HttpRequest, pages: list[Any], action: Any) -> HttpResponse | None:
    """Remove pages that can't be published from a bulk action, with an error for each.

    It also checks drafts below the pages. If no page is left, it redirects to the list.
    """
    choice = action.cleaned_form.cleaned_data
    with_below = choice.get("include_descendants")
    wanted = list(_with_drafts_below(pages, request.user) if with_below else pages)
    faults = {page.pk: fault for page in wanted if (fault := latest_revision_error(page))}
    if faults:
        choice["include_descendants"] = False
        pages[:] = [page for page in wanted if page.pk not in faults]
    for page in wanted:
        if page.pk in faults:
            show_error(request, page, faults[page.pk])
    return None if pages else redirect(action.next_url)


def prevent_invalid_copy(request: HttpRequest, page: Any) -> HttpResponse | None:
    """Return a redirect to the form, with errors, if Wagtail would fail to copy the page."""
    if request.method != "POST" or request.POST.get("alias"):
        return None
    faults = [*_slug_errors(page, request.POST.get("new_slug", "")), *_live_errors(request, page)]
    for copied, fault in faults:
        show_error(request, copied, fault, _("“%(title)s” was not copied. %(fault)s"))
    return redirect(request.get_full_path()) if faults else None


def latest_revision_error(page: Any) -> str:
    """Return why the latest revision of a page can't be published, or ""."""
    model = page.specific_class
    if model is None or not issubclass(model, AuthoredPageMixin):
        return ""
    revision = page.get_latest_revision()
    return authored.publish_error(revision.as_object() if revision else page.specific)


def _with_drafts_below(pages: Iterable[Any], user: Any) -> Iterator[Any]:
    for page in pages:
        yield page
        for draft in page.get_descendants().not_live():
            if draft.permissions_for_user(user).can_publish():
                yield draft


def _slug_errors(page: Any, slug: str) -> Iterator[tuple[Any, str]]:
    copied = copy(page.specific)
    if isinstance(copied, AuthoredPageMixin):
        copied.slug = slug
        try:
            copied.clean()
        except ValidationError as error:
            if slugs := getattr(error, "error_dict", {}).get("slug"):
                yield page, capfirst(" ".join(one.messages[0] for one in slugs))


def _live_errors(request: HttpRequest, page: Any) -> Iterator[tuple[Any, str]]:
    if not request.POST.get("publish_copies"):
        return
    below = page.get_descendants() if request.POST.get("copy_subpages") else []
    for copied in [page, *below]:
        # Wagtail copies the live page, which may lack rows that its latest revision has.
        if copied.live and (fault := _live_error(copied.specific)):
            yield copied, fault


def _live_error(page: Any) -> str:
    return authored.publish_error(page) if isinstance(page, AuthoredPageMixin) else ""
