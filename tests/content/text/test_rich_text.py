import pytest
from wagtail.rich_text import get_text_for_indexing

from wagtail_therapy.content.text import rich_text

SIMPLE = [
    "",
    "Only words",
    " <p>One</p><p>two</p> ",
    '<p data-block-key="a1b2c">A <a linktype="page" id="3">link</a> and <b>bold</b></p>',
    '<p><a href="https://a.example/?a=1&amp;b=2">Fish &amp; chips</a>&nbsp;&#39;x&#x27;</p>',
    "<h2>A</h2><ul><li>b</li><li>c</li></ul><ol><li>d</li></ol><blockquote>e</blockquote>f",
    "one<br/>two<hr/>three<br>four",
    '<p>x<embed alt="y" embedtype="image" format="left" id="1"/>z</p>',
    "&lt;b&gt;not bold&lt;/b&gt; &amp;amp;",
    "A\n<p>\tB</p>\n",
]
# What only a parser reads as browsers do.
OTHER = [
    "a < b",
    "a > b",
    "<p>a",
    "<P>a</P><P>b</P>",
    "a<br />b",
    "Fish & chips, &copy; and &amp without an end",
    "<script>let a = 1 < 2</script>b",
    "<p>a<!-- b --></p>c",
    "<p title='<b>'>a</p>",
    '<p title=">">a</p>',
    "<b<i>>a</i>",
    "</p x>a</p>b",
    "<svg><title>a</title></svg>b",
    "&#x3c;b&#x3e;a",
    "<<p>b>a</p>",
    '<a</p>x="y">b',
    "&<b></b>amp;a",
]


@pytest.mark.parametrize("source", [*SIMPLE, *OTHER])
def test_text_is_that_of_wagtail(source):
    assert rich_text.text_of(source) == get_text_for_indexing(source)


@pytest.mark.parametrize("source", SIMPLE[:8])
def test_simple_text_is_not_parsed(source, monkeypatch):
    expected = get_text_for_indexing(source)
    monkeypatch.setattr(rich_text, "get_text_for_indexing", None)
    assert rich_text.text_of(source) == expected
