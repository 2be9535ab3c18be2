"""Which part of a picture its plugins keep when it is cut."""

import re
from collections.abc import Callable

Point = tuple[float, float]
# What PHP stores: texts and numbers, one after the other.
STORED = re.compile(r's:\d{1,3}:"([^"]{0,40})";|[di]:(-?[\d.]{1,25});')
PERCENT = re.compile(r"(\d{1,3}(?:\.\d{1,10})?)% (\d{1,3}(?:\.\d{1,10})?)%")


def focal_point(meta: Callable[[str], str]) -> Point | None:
    """Return a point as parts of the width and the height, or None.

    WP SmartCrop, Better Image Sizes, Theia Smart Thumbnails and Media Focus Point store one.
    """
    if meta("_wpsmartcrop_enabled") not in {"0", ""}:
        stored = _pairs(meta("_wpsmartcrop_image_focus"))
        if point := _point(stored.get("left"), stored.get("top"), 100):
            return point
    stored = _pairs(meta("focal_point")) or _pairs(meta("theiaSmartThumbnails_position"))
    if point := _point(stored.get("x", stored.get("0")), stored.get("y", stored.get("1")), 1):
        return point
    found = PERCENT.fullmatch(meta("bg_pos_desktop").strip()[:40])
    return _point(found[1], found[2], 100) if found else None


def _pairs(stored: str) -> dict[str, str]:
    words = [one[1] or one[2] or "" for one in STORED.finditer(stored[:500])]
    return dict(zip(words[::2], words[1::2], strict=False))


def _point(x: str | None, y: str | None, whole: int) -> Point | None:
    try:
        point = float(x or "") / whole, float(y or "") / whole
    except ValueError:
        return None
    return point if all(0 <= one <= 1 for one in point) else None
