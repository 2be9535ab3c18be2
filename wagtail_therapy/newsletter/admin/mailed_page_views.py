"""Views of a page that may be mailed."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from swapper import load_model

from ..sending import mailed_pages


class MailedPageMixin:
    """Finds the page that the URL names. Raises Http404 for pages that are never mailed."""

    kwargs: dict[str, Any]

    @cached_property
    def page(self) -> Any:
        page = get_object_or_404(load_model("wagtailcore", "Page"), pk=self.kwargs["pk"]).specific
        if not mailed_pages.is_mailed(page) or page.get_site() is None:
            raise Http404
        return page

    def get_page_subtitle(self) -> str:
        return self.page.get_admin_display_title()
