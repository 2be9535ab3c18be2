import gzip
import re
from pathlib import Path

from django.contrib.staticfiles import finders

AT_RULE = re.compile(r"@[^{;]+")


def stylesheet():
    css = Path(finders.find("wagtail_therapy/therapy.css")).read_text(encoding="utf-8")
    return re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)


def selectors():
    preludes = re.findall(r"([^{};]+)\{", stylesheet())
    return [text.strip() for text in preludes if not AT_RULE.match(text.strip())]


def split_outside_brackets(selector):
    return re.split(r",\s*(?![^()]*\))", selector)


def test_stylesheet_is_small():
    # As a web server sends it.
    assert len(gzip.compress(stylesheet().encode())) < 10_000


def test_stylesheet_touches_nothing_of_the_host():
    parts = [part for selector in selectors() for part in split_outside_brackets(selector)]
    foreign = [part for part in parts if not part.startswith((".therapy", ":where(.therapy)"))]

    assert (len(parts) > 50, foreign) == (True, [])
