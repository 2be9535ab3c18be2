import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from wagtail_therapy.content.checks import PALETTES

OURS = (".therapy", ":where(.therapy)", ":where([data-therapy-", ":where(.therapy, [data-therapy-")
COLOR = re.compile(r"--therapy-([a-z-]+): light-dark\((#\w+), (#\w+)\)")
# The first on the second, and how much they must differ by WCAG 2.2 (1.4.3 and 1.4.11).
CONTRASTS = [
    ("text", "page", 7),
    ("text", "surface", 7),
    ("text", "field", 7),
    ("muted", "page", 4.5),
    ("muted", "surface", 4.5),
    ("accent", "page", 4.5),
    ("accent", "surface", 4.5),
    ("on-accent", "accent", 4.5),
    ("error", "page", 4.5),
    ("error", "surface", 4.5),
    ("error", "field", 4.5),
    ("field-line", "page", 3),
    ("field-line", "surface", 3),
]
AT_RULE = re.compile(r"@[^{;]+")


def stylesheet():
    css = Path(finders.find("wagtail_therapy/therapy.css")).read_text(encoding="utf-8")
    return re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)


def selectors():
    preludes = re.findall(r"([^{};]+)\{", stylesheet())
    return [text.strip() for text in preludes if not AT_RULE.match(text.strip())]


def split_outside_brackets(selector):
    return re.split(r",\s*(?![^()]*\))", selector)


def palette(name):
    """Return the colours of a palette, light and dark, with those of the first that it keeps."""
    css = stylesheet()
    blocks = [css.rpartition(":where(.therapy, [data-therapy-palette]) {")[2]]
    if name != PALETTES[0]:
        blocks.append(css.rpartition(f':where([data-therapy-palette="{name}"]) {{')[2])
    colors = [COLOR.findall(block.partition("}")[0]) for block in blocks]
    return {key: shades for found in colors for key, *shades in found}


def luminance(color):
    digits = color[1:] if len(color) == 7 else "".join(digit * 2 for digit in color[1:])
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    darker, lighter = sorted([luminance(one), luminance(other)])
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("name", PALETTES)
def test_palette_can_be_read_in_light_and_in_dark(name):
    colors = palette(name)
    too_weak = [
        (front, back, shade)
        for front, back, least in CONTRASTS
        for shade in (0, 1)
        if contrast(colors[front][shade], colors[back][shade]) < least
    ]
    assert too_weak == []


def test_palettes_differ():
    accents = {tuple(palette(name)["accent"]) for name in PALETTES}
    assert len(accents) == len(PALETTES) == 3


def test_palettes_of_browsers_without_light_dark_are_the_light_ones():
    css = stylesheet()
    plain = css.partition("@supports")[0]
    for name in PALETTES:
        for key, (light, _dark) in palette(name).items():
            assert f"--therapy-{key}: {light};" in plain


def test_stylesheet_is_small():
    # As a web server sends it, comments and all.
    path = Path(finders.find("wagtail_therapy/therapy.css"))
    assert len(gzip.compress(path.read_bytes())) < 10_000


def test_stylesheet_touches_nothing_of_the_host():
    parts = [part for selector in selectors() for part in split_outside_brackets(selector)]
    foreign = [part for part in parts if not part.startswith(OURS)]

    assert (len(parts) > 50, foreign) == (True, [])


def test_stylesheet_reaches_out_of_ours_to_no_neighbour():
    parts = [part for selector in selectors() for part in split_outside_brackets(selector)]
    assert [part for part in parts if re.match(r"\.therapy[\w-]*[^ ]* [~+]", part)] == []


def test_names_in_the_stylesheet_are_ours():
    css = stylesheet()
    names = re.findall(r"(--[\w-]+):|var\((--[\w-]+)|@keyframes ([\w-]+)|@container ([\w-]+)", css)
    named = {name for found in names for name in found if name}
    assert {name for name in named if not name.lstrip("-").startswith("therapy-")} == set()


def test_stylesheet_can_be_overruled():
    assert "!important" not in stylesheet()
