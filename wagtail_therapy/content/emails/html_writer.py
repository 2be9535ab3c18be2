"""Writes blocks as an email can show them."""

from urllib.parse import urlsplit

from django.utils.safestring import SafeString, mark_safe

from wagtail_therapy.conf import conf
from wagtail_therapy.content.feeds.syndication import REMOVED, VOID, AbsoluteHTMLWriter

# No email program plays or draws these.
NOT_SHOWN = REMOVED | {"audio", "canvas", "iframe", "object", "svg", "video"}
# What is in it is the picture for all.
UNWRAPPED = {"picture"}
LEFT_OUT = {"source", "track"}
# Ids lead nowhere in an email, and what refers to them goes with them.
USELESS_ATTRIBUTES = {
    *("id", "tabindex", "aria-labelledby", "aria-describedby", "rel", "target"),
    *("loading", "fetchpriority", "decoding", "srcset", "sizes"),
}

Attributes = list[tuple[str, str | None]]


class EmailHTMLWriter(AbsoluteHTMLWriter):
    """Writes HTML with absolute URLs, in pieces: its outermost elements.

    Pictures from other hosts are left out, because these would learn who opens the email.
    """

    removed = NOT_SHOWN

    def __init__(self, page_url: str):
        super().__init__(page_url)
        self._ends: list[int] = []

    def pieces(self, html: str) -> list[SafeString]:
        self.read(html)
        while self._open:
            self._end()
        starts = [0, *self._ends]
        ends = [*self._ends, len(self._pieces)]
        found = ("".join(self._pieces[start:end]) for start, end in zip(starts, ends, strict=True))
        return [mark_safe(one.strip()) for one in found if one.strip()]  # noqa: S308 -- as the templates gave it

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        if tag in UNWRAPPED | LEFT_OUT or (tag == "img" and not self._is_ours(attrs)):
            return
        kept: Attributes = [one for one in attrs if one[0] not in USELESS_ATTRIBUTES]
        if tag == "details":
            kept = [*kept, ("open", "")]
        super().handle_starttag(tag, kept)
        if tag in VOID:
            self._note_end()

    def _end(self) -> str:
        tag = super()._end()
        self._note_end()
        return tag

    def _note_end(self) -> None:
        if not self._open:
            self._ends.append(len(self._pieces))

    def _is_ours(self, attrs: Attributes) -> bool:
        return is_own_url(self._value("src", dict(attrs).get("src") or ""), self.page_url)


def is_own_url(url: str, page_url: str) -> bool:
    """Whether a full URL leads to the site of the page, or to a host in ``OWN_HOSTS``."""
    try:
        return urlsplit(url).hostname in {urlsplit(page_url).hostname, *conf.own_hosts}
    except ValueError:
        return False
