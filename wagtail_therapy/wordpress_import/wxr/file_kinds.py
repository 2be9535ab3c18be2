"""Tells an export from everything else that is saved under its name."""

import re

from .errors import Reason

NAMESPACE = "wordpress.org/export/"
# The first tag that is no declaration. What PHP prints before it, such as warnings, is in HTML.
ROOT = re.compile(r"<(rss|feed|html|svg|rdf:RDF)\b", re.IGNORECASE)
DECLARED_ROOT = re.compile(r"<([A-Za-z_][\w:.-]{0,60})")
XML = "<?xml"
SQL = re.compile(r"(--|/\*|CREATE |INSERT |DROP |SET |LOCK )")
# Of the bytes at the start. A text has some of them by mistake.
MOST_BINARY = 0.02
CONTROLS = bytes([*range(9), *range(14, 32)])
SIGNATURES = ("%PDF", "PK\x03\x04", "\x89PNG", "GIF8", "{\\rtf")
DOCTYPE = "<!doctype"


def reason_against(beginning: str, is_binary: bool) -> tuple[Reason, str] | None:
    """Return why a file that begins so is no export, with a detail, or None if it is one."""
    text = beginning.strip("\ufeff \t\r\n")
    if is_binary or text.startswith(SIGNATURES):
        return Reason.BINARY, ""
    if not text:
        return Reason.EMPTY, ""
    root = _root(text)
    if root == "rss":
        return _against_rss(text)
    known = {"feed": Reason.ATOM, "html": Reason.HTML, "rdf:rdf": Reason.RSS}
    if root in known:
        return known[root], ""
    if root:
        return Reason.OTHER_XML, root
    return _without_root(text), ""


def is_binary(beginning: bytes) -> bool:
    """Return whether bytes are no text in any encoding that we read."""
    if beginning.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    controls = len(beginning) - len(beginning.translate(None, CONTROLS))
    return controls > MOST_BINARY * len(beginning)


def start_of_xml(beginning: str) -> int:
    """Return where the document begins, after what the server printed by mistake."""
    declared = beginning.find(XML)
    if declared >= 0:
        return declared
    doctype = beginning.lower().find(DOCTYPE)
    root = ROOT.search(beginning)
    starts = [one for one in (doctype, root.start() if root else -1) if one >= 0]
    return min(starts, default=0)


def _root(text: str) -> str:
    declared = text.find(XML)
    found = ROOT.search(text, max(declared, 0))
    if found:
        return found[1].lower()
    other = DECLARED_ROOT.search(text, declared + len(XML)) if declared >= 0 else None
    return other[1] if other else ""


def _against_rss(text: str) -> tuple[Reason, str] | None:
    return None if NAMESPACE in text else (Reason.RSS, "")


def _without_root(text: str) -> Reason:
    if text.lower().startswith((DOCTYPE, "<")):
        return Reason.HTML
    if text.startswith(("{", "[")):
        return Reason.JSON
    if SQL.match(text):
        return Reason.SQL
    return Reason.PLAIN_TEXT
