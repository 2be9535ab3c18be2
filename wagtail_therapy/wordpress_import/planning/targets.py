"""The page below which new pages are created, and their type."""

from dataclasses import dataclass
from typing import Any

import swapper
from django.apps import apps
from django.utils.translation import gettext as _

from wagtail_therapy.blog.mixins import BlogIndexMixin, BlogPostMixin

from ..mixins import ImportedPageMixin
from ..models import WordPressImport
from ..options import Options


class UnsuitableParentError(Exception):
    """Posts can't be made below the chosen page. Its text says what to do."""


@dataclass(frozen=True)
class Target:
    """``page_model`` is the host's type for WordPress' pages, or None."""

    parent: Any
    post_model: Any
    page_model: Any = None
    page_parent: Any = None

    @property
    def locale(self) -> Any:
        return self.parent.locale


def target_of(run: WordPressImport, options: Options) -> Target:
    """Return where the pages of an import are made. Raises UnsuitableParentError."""
    # As it is now: pages may have been added below it.
    pages = swapper.load_model("wagtailcore", "Page").objects
    found = pages.filter(pk=run.parent_id).first()
    parent = found.specific if found else None
    if not isinstance(parent, BlogIndexMixin):
        raise UnsuitableParentError(
            _("Choose the blog that the posts are for. This page can’t have posts below it.")
        )
    models = post_models(type(parent))
    if not models:
        raise UnsuitableParentError(
            _(
                "No page type for posts may be created below this blog. Add one to its "
                "subpage_types, made with BlogPostMixin."
            )
        )
    page_model = _page_model(options.page_model) if options.page_model else None
    page_parent: Any = _page_parent(run, options) if page_model else None
    if page_model and page_model not in type(page_parent).allowed_subpage_models():
        raise UnsuitableParentError(
            _("Pages of the type %(model)s may not be created below “%(page)s”.")
            % {"model": options.page_model, "page": page_parent.title}
        )
    return Target(parent, models[0], page_model, page_parent)


def post_models(blog_model: Any) -> list[Any]:
    """Return the page types for posts that may be created below a blog of this type."""
    allowed = blog_model.creatable_subpage_models()
    return [model for model in allowed if issubclass(model, BlogPostMixin)]


def _page_model(name: str) -> Any:
    try:
        model = apps.get_model(name)
    except (LookupError, ValueError):
        model = None
    if model is None or not issubclass(model, ImportedPageMixin):
        raise UnsuitableParentError(
            _("%(model)s isn’t a page type with ImportedPageMixin.") % {"model": name}
        )
    return model


def _page_parent(run: WordPressImport, options: Options) -> Any:
    root = run.site.root_page
    if options.page_parent is None:
        return root.specific
    found = root.get_descendants(inclusive=True).filter(pk=options.page_parent).first()
    if found is None:
        raise UnsuitableParentError(_("The page that the pages are for isn’t on this site."))
    return found.specific
