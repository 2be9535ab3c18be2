import pytest

from tests import nu_checker
from wagtail_therapy.content.text.safe_html import safe_html, texts_of

TABLE = "<table><tr><td {}>a</td></tr><tr><td>b</td><td>c</td></tr></table>"
WITHOUT_SPANS = "<table><tr><td>a</td></tr><tr><td>b</td><td>c</td></tr></table>"
SAMPLES = [
    ("<p onclick='x()' style='x' id=a>a</p><script>x</script><style>p{}</style>", "<p>a</p>"),
    ('<a href="javascript:x()">a</a><iframe src="//b.example/"></iframe>', "<a>a</a>"),
    ('<img src="https://b.example/a.png"><object data=x>a</object>', "a"),
    ('<a href="/x y?a=1&b=é" target=_blank>a</a>', '<a href="/x%20y?a=1&amp;b=%C3%A9">a</a>'),
    ("1 &lt; 2 &amp; <em>3</em>", "1 &lt; 2 &amp; <em>3</em>"),
    ("<div>a</div><div>b</div><button>c</button>", "a b c"),
    ("<h1>a</h1><h6>b</h6><dl><dt>c<dd>d</dl>", "<h2>a</h2><h4>b</h4> <p>c</p><p>d</p>"),
    ("<h2><p>a</p></h2>", "<h2> a </h2>"),
    ("<b>a<p>b</p></b>c", "<b>a</b><p>b</p> c"),
    ("<ul>a<li>b<ul><ul><li>c</ul></ul></ul>", None),
    ("<li>a</li>b<td>c</td>", "<p>a</p>bc"),
    ("<table><tr></tr><tr><td>a</table>", "<table><tr><td>a</td></tr></table>"),
    (
        "<table><tbody><tr><td>a</tbody><caption>b</caption></table>",
        "<table><tr><td>a</td></tr><tr><td>b</td></tr></table>",
    ),
    (
        "<table><caption>a</caption><tr><th>b</table>",
        "<table><caption>a</caption><tr><th>b</th></tr></table>",
    ),
    (TABLE.format("colspan=2"), TABLE.format('colspan="2"')),
    (TABLE.format("colspan=3"), WITHOUT_SPANS),
    (TABLE.format("colspan=x"), WITHOUT_SPANS),
    (TABLE.format("colspan=2 rowspan=2"), WITHOUT_SPANS),
    ("<div>" * 60_000 + "deep <b>x</b>", "deep x"),
    ("<p>a &amp; b</p>" * 30_000, " ".join(["a &amp; b"] * 30_000)),
    ("", ""),
]
NESTED = "<ul><li>a</li><li>b<ul><li><ul><li>c</li></ul></li></ul></li></ul>"


@pytest.mark.parametrize(("html", "safe"), SAMPLES, ids=range(len(SAMPLES)))
def test_html_of_others_is_safe_and_keeps_its_words(html, safe):
    assert safe_html(html) == (NESTED if safe is None else safe)


@pytest.mark.parametrize("html", [html for html, _safe in SAMPLES], ids=range(len(SAMPLES)))
def test_safe_html_stays_as_it_is(html):
    safe = safe_html(html)
    assert safe_html(safe) == safe


@pytest.mark.slow
@pytest.mark.skipif(not nu_checker.runs(), reason="no Java on this machine")
def test_safe_html_is_valid(tmp_path):
    parts = "".join(f"<div>{safe_html(html)}</div>" for html, _safe in SAMPLES)
    page = f'<!doctype html><html lang="en"><title>A</title><h1>A</h1>{parts}</html>'
    assert nu_checker.errors({"pieces": page}, tmp_path) == []


def test_texts_of_cells_lines_and_paragraphs_are_apart():
    html = "<table><tr><td>Ways</td><td>A <b>bold</b>er &amp; b</td></tr></table><p>Here<br>there"

    assert texts_of(safe_html(html)) == ["Ways", "A bolder & b", "Here", "there"]
