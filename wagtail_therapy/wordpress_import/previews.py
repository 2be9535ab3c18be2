"""Makes pages of some items to look at. They are never stored."""

import json
import zlib
from html import escape
from types import SimpleNamespace
from typing import Any, BinaryIO

from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from .conversion.results import ImageUse
from .models import WordPressImport
from .planning.jobs import job_of
from .planning.outlines import items_of
from .planning.planned import plan_of
from .planning.plans import Plan
from .saving import page_saving


class Placeholders:
    """Answers as a library does: each picture will be there, and no other file."""

    def image(self, use: ImageUse) -> Any:
        return SimpleNamespace(pk=0, title="", filename=use.address)

    def document(self, address: str) -> Any:
        return None


@sensitive_variables()
def page_of(stored: WordPressImport, file: BinaryIO, number: int) -> Any:
    """Return the page that an item will be, by its place in the export.

    It is as an unsaved page in Wagtail's editor: it can be rendered. Where it will have a picture,
    it has words. Raises UnreadableExportError and UnsuitableParentError.
    """
    job = job_of(stored, file, is_dry=True)
    vars(job)["library"] = Placeholders()
    pairs = zip(job.outline.entries, items_of(file, stored.file_name), strict=False)
    entry, item = next(pair for place, pair in enumerate(pairs) if place == number)
    plan = plan_of(job, entry, item)
    plan.lead_image = None
    plan.body = json.dumps([_without_picture(block) for block in json.loads(plan.body)])
    for author in plan.authors:
        _name(author)
    return _unsaved(plan, job.target.parent)


def _name(author: Any) -> None:
    """Give an author who is to be made a slug, and a number by which caches don't confuse them."""
    if not author.slug:
        author.slug = slugify(author.name) or "author"
        author.pk = -zlib.crc32(author.name.encode())


def _without_picture(block: dict[str, Any]) -> dict[str, Any]:
    kind, value = block["type"], block["value"]
    if kind not in {"image", "gallery"}:
        return block
    pictures = value["images"] if kind == "gallery" else [value]
    told = "".join(f"<p><i>{_words_for(one)}</i></p>" for one in pictures)
    return {"type": "paragraph", "value": told}


def _words_for(picture: dict[str, Any]) -> str:
    alt = picture["image"]["alt_text"]
    text = _("[Picture: %(alt)s]") % {"alt": alt} if alt else _("[Picture]")
    return escape(text)


def _unsaved(plan: Plan, blog: Any) -> Any:
    page = plan.model(locale=blog.locale, slug=plan.slug)
    page_saving.fill(page, plan)
    # A place in the tree, as Wagtail gives it to pages that are previewed before they are saved.
    page.depth = blog.depth + 1
    last = blog.get_last_child()
    page.path = last._inc_path() if last else page._get_path(blog.path, page.depth, 1)
    page.set_url_path(blog)
    return page
