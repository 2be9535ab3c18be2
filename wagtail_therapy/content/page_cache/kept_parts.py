"""The parts of a page that are the same for all visitors, kept in the cache.

A template marks each with ``{% kept "name" %}…{% endkept %}``, inside its blocks, so that a host's
own blocks are rendered each time. Parts of previews, drafts and private pages aren't kept.
"""

from collections.abc import Callable, Iterable
from functools import cached_property, partial
from itertools import groupby
from typing import Any, NamedTuple

from django.utils.safestring import SafeString, mark_safe
from wagtail.blocks import StreamValue

from ..caching import cached, cached_many, request_key
from ..fields import is_kept_block
from ..text.citations import Citations
from ..text.headings import HeadingValue

# Attributes of a request that say what its page shows already, such as the card that ends it.
SHOWN_PREFIX = "_therapy_"

# The citations so far, and what was shown so far.
State = tuple[tuple[Any, ...], tuple[str, ...]]


class Piece(NamedTuple):
    """Rendered HTML, and the state before and after it.

    Without HTML it is rendered each time: the blocks of a body with these ids.
    """

    html: str | None
    before: State
    after: State
    ids: tuple[str, ...] = ()


class Run(NamedTuple):
    """Blocks of a body, one after another, that are all the same for all visitors, or none is."""

    is_kept: bool
    stream: StreamValue

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(child.id for child in self.stream)

    def render(self, context: Any) -> str:
        return self.stream.render_as_block(context.flatten())


class KeptParts:
    """The parts of one page or of one of its routes, read from the cache at once.

    The context has it as ``kept_parts``. ``names`` are those that most pages have, and ``key``
    names the route. A part from the cache leaves the same numbers of citations behind as if it had
    been rendered. One that follows other numbers than it did is rendered again.
    """

    def __init__(
        self,
        page: Any,
        request: Any,
        names: Iterable[str],
        *,
        key: tuple[Any, ...] = (),
        citations: Citations | None = None,
    ):
        self.page = page
        self.request = request
        self.names = list(names)
        self.key = key
        self.citations = citations

    def html(self, name: str, render: Callable[[], str]) -> SafeString:
        """Return a part from the cache, or what ``render()`` returns."""
        pieces = self._kept(name, lambda: [self._render(render)])
        return self._joined(pieces, lambda _place: render())

    def stream_html(self, name: str, stream: Callable[[], Any], context: Any) -> SafeString:
        """Return a part of a body. Blocks that aren't the same for all are rendered each time."""
        made: list[Piece] = []

        def render() -> list[Piece]:
            runs = runs_of(stream())
            made.extend(self._render(partial(one.render, context)) for one in runs)
            return [
                piece if run.is_kept else piece._replace(html=None, ids=run.ids)
                for run, piece in zip(runs, made, strict=True)
            ]

        def render_again(place: int) -> str:
            few = blocks_of(self.page.body, pieces[place].ids)
            return (few or runs_of(stream())[place]).render(context)

        pieces = self._kept(name, render)
        # What was rendered just now isn't rendered again.
        return self._joined(made or pieces, render_again)

    @cached_property
    def found(self) -> dict[str, list[Piece]]:
        """The parts that were in the cache."""
        if self.page.pk is None:
            return {}
        keys = {name: self._key(name) for name in self.names}
        return cached_many(keys, lambda _names: [], self.request)

    def _joined(self, pieces: list[Piece], render: Callable[[int], str]) -> SafeString:
        texts = [
            piece.html if piece.html is not None and self._follows(piece) else render(place)
            for place, piece in enumerate(pieces)
        ]
        return mark_safe("\n".join(texts))  # noqa: S308 -- templates made it

    def _follows(self, piece: Piece) -> bool:
        """Whether a piece follows what it did when it was rendered, or was rendered just now."""
        now = self._state()
        if now == piece.before:
            self._restore(piece.after)
        return now in (piece.before, piece.after)

    def _kept(self, name: str, render: Callable[[], list[Piece]]) -> list[Piece]:
        if name in self.found:
            return self.found[name]
        if not self.page.is_kept(self.request):
            return render()
        return cached(self._key(name), render, self.request)

    def _render(self, render: Callable[[], str]) -> Piece:
        before = self._state()
        return Piece(str(render()), before, self._state())

    def _key(self, name: str) -> tuple[Any, ...]:
        return ("part", name, *self._around)

    @cached_property
    def _around(self) -> tuple[Any, ...]:
        page = self.page
        # What Wagtail has loaded may be from before the change that gave a new name.
        version = (page._meta.label, page.pk, page.last_published_at)
        return (*version, *self.key, *request_key(self.request))

    def _state(self) -> State:
        cited = self.citations.state if self.citations else ()
        told = (name for name, value in vars(self.request).items() if value is True)
        return cited, tuple(sorted(name for name in told if name.startswith(SHOWN_PREFIX)))

    def _restore(self, state: State) -> None:
        cited, shown = state
        if self.citations and cited != self.citations.state:
            self.citations.restore(cited)
        for name in shown:
            setattr(self.request, name, True)


def runs_of(body: StreamValue) -> list[Run]:
    """Return a body in runs, which together have all of its blocks."""
    grouped = groupby(body, key=lambda child: is_kept_block(child.block))
    return [
        Run(is_kept, StreamValue(body.stream_block, [_row(child) for child in children]))
        for is_kept, children in grouped
    ]


def blocks_of(body: StreamValue, ids: tuple[str, ...]) -> Run | None:
    """Return the blocks with these ids, without reading the others.

    None without ids, or if there is a heading: the id of its element depends on the whole body.
    """
    raw = [one for one in body.raw_data if one.get("id") in ids]
    if None in ids or len(raw) != len(ids):
        return None
    stream = StreamValue(body.stream_block, raw, is_lazy=True)
    has_heading = any(isinstance(child.value, HeadingValue) for child in stream)
    return None if has_heading else Run(False, stream)


def _row(child: Any) -> tuple[str, Any, Any]:
    return child.block_type, child.value, child.id
