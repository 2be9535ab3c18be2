"""What readers of a post would miss, or be misled by: told to its editor, who decides.

Each rule takes a post and yields advice. None of them changes anything or keeps a post from
being published. The rules about words know English only, and say nothing of posts in other
languages.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks
from wagtail.images.blocks import ImageBlock
from wagtail.rich_text import RichText, get_text_for_indexing

from wagtail_therapy.content.citations import MARK
from wagtail_therapy.content.plain_text import plain_text

LONGEST_PARAGRAPH = 180
PARAGRAPH = re.compile(r"<p\b[^>]*>(.*?)</p>", re.DOTALL)

CLAIM = re.compile(
    r"\b(?:research|science|evidence|stud(?:y|ies)|trials?|psychologists|scientists)"
    r"\s+(?:(?:has|have|clearly|consistently|now|also)\s+){0,2}"
    r"(?:shows?|showed|shown|suggests?|suggested|proves?|proved|proven|finds?|found|confirms?"
    r"|confirmed|demonstrates?|demonstrated|indicates?)\b"
    r"|\b(?:no|little|some|good|strong|solid|growing) evidence\b|\bevidence[- ]based\b"
    r"|\bproven\b|\bmeta[- ]analys[ei]s\b",
    re.IGNORECASE,
)
PROMISE = re.compile(
    r"\b(?:cures?|cured|guarantees?|guaranteed|miracles?|risk[- ]free)\b"
    r"|\bbest (?:therap(?:y|ists?)|treatments?|psychologists?|counsell?ors?)\b"
    r"|\b100\s?%",
    re.IGNORECASE,
)
# Before a word of promise, in the same sentence: "there is no cure".
DENIAL = re.compile(
    r"(?:\b(?:no|not|nor|never|cannot|without)\b|n[’']t\b)[^.!?]{0,40}$", re.IGNORECASE
)

FIELDS = {
    "lead_image_alt": gettext_lazy("Lead image"),
    "body": gettext_lazy("Body"),
    "excerpt": gettext_lazy("Excerpt"),
    "post_authors": gettext_lazy("Authors"),
    "post_categories": gettext_lazy("Categories"),
    "references": gettext_lazy("References"),
}


@dataclass(frozen=True)
class Advice:
    """A sentence for the editor, and the field of the post that it is about."""

    field: str
    message: str

    @property
    def label(self):
        return FIELDS[self.field]


def advice_on(post) -> list[Advice]:
    """Return all that the rules say of a post, in the order of its fields."""
    said = chain.from_iterable(rule(post) for rule in RULES)
    order = list(FIELDS)
    return sorted(said, key=lambda one: order.index(one.field))


def lead_image_without_description(post) -> Iterator[Advice]:
    if post.lead_image and not post.lead_image_alt.strip():
        message = _("Nobody who cannot see the lead image learns what it shows.")
        yield Advice("lead_image_alt", message)


def images_without_description(post) -> Iterator[Advice]:
    for image in _images(post.body.stream_block, post.body):
        if not image.decorative and not (image.contextual_alt_text or "").strip():
            message = _("The image “%(title)s” is not described, and not marked as decoration.")
            yield Advice("body", message % {"title": image.title})


def long_paragraphs(post) -> Iterator[Advice]:
    for text in _paragraphs(post.body):
        words = text.split()
        if len(words) > LONGEST_PARAGRAPH:
            message = _("The paragraph “%(start)s…” has %(number)d words. Split it.")
            start = " ".join(words[:5])
            yield Advice("body", message % {"start": start, "number": len(words)})


def promises(post) -> Iterator[Advice]:
    for word in _distinct(_promises_in(_english(post))):
        message = _("“%(word)s” may be read as a promise. Does your profession allow it?")
        yield Advice("body", message % {"word": word})


def missing_excerpt(post) -> Iterator[Advice]:
    # A host's own base page may have no search_description.
    if not post.excerpt.strip() and not getattr(post, "search_description", "").strip():
        yield Advice("excerpt", _("There is none: lists and mails show the first words instead."))


def authors_whom_readers_cannot_check(post) -> Iterator[Advice]:
    for author in post.get_authors():
        if not author.live:
            message = _("The bio of %(name)s is not published. Readers see the name only.")
            yield Advice("post_authors", message % {"name": author.name})
        elif author.get_expired_licenses() and not author.get_licenses():
            message = _("All licences of %(name)s have expired. Readers see none.")
            yield Advice("post_authors", message % {"name": author.name})


def missing_categories(post) -> Iterator[Advice]:
    if not post.get_categories():
        yield Advice("post_categories", _("There is none: the post is in no list but the blog’s."))


def claims_without_reference(post) -> Iterator[Advice]:
    found = CLAIM.search(_english(post))
    if found and not _cites(post.body):
        message = _("You write “%(words)s”, and cite nothing. Say where readers can find it.")
        yield Advice("references", message % {"words": " ".join(found[0].split())})


RULES = [
    lead_image_without_description,
    images_without_description,
    long_paragraphs,
    promises,
    missing_excerpt,
    authors_whom_readers_cannot_check,
    missing_categories,
    claims_without_reference,
]


def _english(post) -> str:
    """Return the words of a post in English; "" of one in another language."""
    if not post.locale.language_code.startswith("en"):
        return ""
    return ". ".join([post.title, post.excerpt, plain_text(post.body)])


def _promises_in(text) -> Iterator[str]:
    for found in PROMISE.finditer(text):
        if not DENIAL.search(text[: found.start()]):
            yield found[0].lower()


def _distinct(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(words))


def _cites(body) -> bool:
    texts = (child.block.get_searchable_content(child.value) for child in body)
    return any(MARK.search(text) for text in chain.from_iterable(texts))


def _paragraphs(body) -> Iterator[str]:
    for child in body:
        if isinstance(child.value, RichText):
            for paragraph in PARAGRAPH.findall(child.value.source):
                yield get_text_for_indexing(paragraph)


def _images(block, value) -> Iterator[Any]:
    """Yield the images in a value, however deep, that describe themselves."""
    if isinstance(block, ImageBlock):
        yield from filter(None, [value])
        return
    for child_block, child in _children(block, value):
        yield from _images(child_block, child)


def _children(block, value) -> list[tuple[Any, Any]]:
    match block:
        case blocks.StreamBlock():
            return [(child.block, child.value) for child in value or ()]
        case blocks.ListBlock():
            return [(block.child_block, child) for child in value or ()]
        case blocks.StructBlock():
            return [(one, value.get(name)) for name, one in block.child_blocks.items() if value]
    return []
