"""Reads an export of WordPress (WXR), item by item."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import BinaryIO
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException

from . import archives, file_kinds
from .decoding import decoded
from .errors import Findings, Problem, Reason, UnreadableExportError
from .heads import parse_head
from .items import parse_item
from .records import Item, Site
from .repairs import repaired
from .segments import Cutter, Kind, Segment

# Enough for the namespaces, which are on the outermost element.
BEGINNING = 64 * 1024
ROOT_TAG = re.compile(r"<rss\b[^<>]*>")
# Importers remember a few hundred bytes of each.
MOST_ITEMS = 200_000
VERSIONS = {"1.0", "1.1", "1.2"}


@dataclass
class Export:
    """An export. ``items`` can be read once, and fills in the site's parts and the findings."""

    site: Site
    findings: Findings
    items: Iterator[Item] = field(repr=False)


def read(file: BinaryIO, name: str) -> Export:
    """Return the export in a seekable file: WXR, gzipped, or a ZIP of its parts.

    What can be read is read: items that can't are left out, and ``findings`` says where and why.
    One item at a time is in memory. Nothing is stored, and no other address is asked.

    Raises UnreadableExportError for another kind of file, and for one that declares a DOCTYPE.
    """
    findings = Findings()
    parts = archives.parts(file, name)
    first = next(parts)
    site, items = _part(*first, findings)
    export = Export(site, findings, items)
    export.items = _limited(chain(items, _further(parts, export)), name, findings)
    return export


def _limited(items: Iterator[Item], name: str, findings: Findings) -> Iterator[Item]:
    """Yield the items, up to more than any practice has: a packed file can hold millions."""
    yield from islice(items, MOST_ITEMS)
    for item in islice(items, 1):
        findings.add(Problem.MANY_ITEMS, item.file_name or name, item.line)


def _further(parts: Iterator[tuple[str, Iterator[bytes]]], export: Export) -> Iterator[Item]:
    """Yield the items of the other parts. One that can't be read doesn't hide the next."""
    for name, chunks in parts:
        try:
            site, items = _part(name, chunks, export.findings)
        except UnreadableExportError as error:
            export.findings.add(Problem.UNREADABLE_PART, name, error.line, detail=error.reason)
            continue
        for login, author in site.authors.items():
            export.site.authors.setdefault(login, author)
        for key, term in site.terms.items():
            export.site.terms.setdefault(key, term)
        yield from items


def _part(name: str, chunks: Iterator[bytes], findings: Findings) -> tuple[Site, Iterator[Item]]:
    safe = _until_damaged(chunks, name, findings)
    raw = _beginning(safe)
    texts = decoded(chain([raw], safe), name, findings)
    beginning = _text_beginning(texts)
    wrong = file_kinds.reason_against(beginning, file_kinds.is_binary(raw))
    if wrong:
        _raise_for_archive(name, findings)
        raise UnreadableExportError(wrong[0], name, 1, wrong[1])
    start = file_kinds.start_of_xml(beginning)
    cutter = Cutter(chain([beginning[start:]], texts))
    cutter.line += beginning.count("\n", 0, start)
    if beginning[:start].strip():
        findings.add(Problem.TEXT_BEFORE, name, 1)
    segments = cutter.segments()
    head = next(segments)
    site = _site(head, name, findings)
    found = ROOT_TAG.search(head.text)
    return site, _items(segments, found[0] if found else "<rss>", name, findings)


def _until_damaged(chunks: Iterator[bytes], name: str, findings: Findings) -> Iterator[bytes]:
    try:
        yield from chunks
    except archives.LargeArchiveError:
        findings.add(Problem.LARGE_ARCHIVE, name, 0)
    except (*archives.DAMAGED, RuntimeError):
        findings.add(Problem.DAMAGED_ARCHIVE, name, 0)


def _beginning(chunks: Iterator[bytes]) -> bytes:
    beginning = b""
    while len(beginning) < BEGINNING and (chunk := next(chunks, b"")):
        beginning += chunk
    return beginning


def _text_beginning(texts: Iterator[str]) -> str:
    return "".join(islice(texts, 1))


def _raise_for_archive(name: str, findings: Findings) -> None:
    if any(one.problem is Problem.DAMAGED_ARCHIVE for one in findings):
        raise UnreadableExportError(Reason.DAMAGED_ARCHIVE, name)


def _site(head: Segment, name: str, findings: Findings) -> Site:
    try:
        site, failed = parse_head(head.text)
        text, found = (head.text, []) if failed is None else repaired(head.text)
        if found:
            site, failed = parse_head(text)
    except DefusedXmlException as error:
        line = head.line + head.text.lower().partition(file_kinds.DOCTYPE)[0].count("\n")
        raise UnreadableExportError(Reason.DOCTYPE, name, line) from error
    if failed is not None:
        findings.add(Problem.MALFORMED_HEAD, name, head.line + failed - 1)
    else:
        _add(found, head.line, name, findings)
    if site.version not in VERSIONS:
        findings.add(Problem.UNKNOWN_VERSION, name, head.line, detail=site.version[:20])
    return site


def _items(
    segments: Iterable[Segment], root_tag: str, name: str, findings: Findings
) -> Iterator[Item]:
    number = 0
    for segment in segments:
        number += segment.kind is not Kind.END
        if segment.kind is Kind.ITEM:
            yield from _item(segment, root_tag, name, findings)
        elif segment.kind is Kind.UNCLOSED:
            findings.add(Problem.UNCLOSED_ITEM, name, segment.line)
        elif segment.kind is Kind.LARGE:
            findings.add(Problem.LARGE_ITEM, name, segment.line)
        elif not segment.is_complete:
            findings.add(Problem.TRUNCATED, name, segment.line, detail=str(number))


def _item(segment: Segment, root_tag: str, name: str, findings: Findings) -> Iterator[Item]:
    try:
        yield parse_item(segment.text, root_tag, segment.line, name)
        return
    except (ParseError, DefusedXmlException):
        text, found = repaired(segment.text)
    try:
        item = parse_item(text, root_tag, segment.line, name)
    except ParseError as error:
        line = segment.line + error.position[0] - 1
        findings.add(Problem.MALFORMED_ITEM, name, line)
        return
    except DefusedXmlException:
        findings.add(Problem.MALFORMED_ITEM, name, segment.line)
        return
    _add(found, segment.line, name, findings)
    yield item


def _add(
    found: Iterable[tuple[Problem, int, int]], line: int, name: str, findings: Findings
) -> None:
    for problem, at, count in found:
        findings.add(problem, name, line + at, count)
