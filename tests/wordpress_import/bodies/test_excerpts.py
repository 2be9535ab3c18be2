import pytest

from wagtail_therapy.wordpress_import.bodies.excerpts import excerpt_of
from wagtail_therapy.wordpress_import.conversion.converting import convert

LONG = "word " * 61


@pytest.mark.parametrize(
    ("written", "content", "excerpt"),
    [
        ("<p>In <b>short</b> &amp; sweet</p>", "One<!--more-->Two", "In short & sweet"),
        ("", "<h2>A</h2><p>One &amp;</p><p>two</p><!--more--><p>Three</p>", "One & two"),
        (" ", f"{LONG}<!--more-->Two", ""),
        ("", "One two", ""),
        ("", "<!--more-->One", ""),
    ],
)
def test_excerpt_is_what_an_author_chose(written, content, excerpt):
    assert excerpt_of(written, convert(content)) == excerpt
