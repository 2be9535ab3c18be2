"""Content that is made to be slow, to be large, or to be something else than it seems."""

import time

import pytest

from tests.wordpress_import.conversion.words import words_in
from wagtail_therapy.wordpress_import.conversion.converting import convert
from wagtail_therapy.wordpress_import.conversion.results import Check

DEEP = ["<div>", "<ul><li>", "<b>", "<blockquote>", "<table><tr><td>", "<details>", "<a href=x>"]
DEEP += ["<svg>", "<select>", "<button><p>", "<dl><dd>", "<pre>", "<form>", "<figure>", "<p><i>"]
BAIT = ["[", "[a ", '[a b="c"]', "[caption]", "[a][/a]", "<!-- wp:a ", "<!-- wp:group -->", "<!--"]
BAIT += ["&", "&amp;", "&#", "<", "<a ", '<a href="', "</p>", "</b>", "<b></p>", "<br>", "\n", " "]
BAIT += ['<sup data-fn="a">', "<p><font size=1>", "<li>", "<!-- wp:x {", "x<br>", "<table>x", "]]>"]
BAIT += ["<!--more", "%91", "@ET-DC@", "https://a.example/ ", '<img src="a.jpg">', "[[", "<math>"]
# One post of 5 MB needs no more than this on a slow machine.
MOST_SECONDS = 10


def spent(content):
    start = time.process_time()
    result = convert(content)
    return time.process_time() - start, result


@pytest.mark.parametrize("tag", DEEP)
def test_depth_of_fifty_thousand_is_flattened(tag):
    seconds, result = spent(tag * 50_000 + "word")
    assert seconds < MOST_SECONDS
    assert Check.TOO_DEEP in result.checks
    assert words_in(result.blocks) == ([] if tag == "<svg>" else ["word"])


def test_depth_that_people_write_is_kept():
    content = "<div>" * 300 + "<ul><li>One<ul><li>Two</li></ul></li></ul>" + "</div>" * 300
    result = convert(content)
    assert (result.checks, result.left_out) == ([], {})
    assert result.blocks == [("paragraph", "<ul><li>One<ul><li>Two</li></ul></li></ul>")]


@pytest.mark.parametrize("bait", BAIT)
def test_repetition_takes_no_longer_than_its_length(bait):
    seconds, _result = spent(bait * (1_000_000 // len(bait)))
    assert seconds < MOST_SECONDS


def test_blocks_that_are_never_closed_take_no_longer_than_their_length():
    seconds, _result = spent("<!-- wp:group -->" * 250_000)
    assert seconds < MOST_SECONDS


def test_formatting_that_is_opened_again_and_again_is_bounded():
    fonts = "".join(f"<font size={number}>" for number in range(400))
    seconds, result = spent(f"<p>{fonts}" + "<p>x" * 100_000)
    assert seconds < MOST_SECONDS
    assert len(words_in(result.blocks)) == 100_000


@pytest.mark.slow
@pytest.mark.parametrize(
    "part",
    [
        "<p>Some <b>words</b> in a paragraph.</p>\n",
        "Some words\n\nin a paragraph.\n",
        "<!-- wp:paragraph -->\n<p>Some words in a paragraph.</p>\n<!-- /wp:paragraph -->\n\n",
    ],
)
def test_post_of_five_megabytes_keeps_its_words(part):
    number = 5_000_000 // len(part)
    seconds, result = spent(part * number)
    assert seconds < MOST_SECONDS
    assert len(words_in(result.blocks)) == 5 * number


def test_larger_post_is_cut_and_to_be_checked():
    result = convert("word " * 1_300_000)
    assert (len(words_in(result.blocks)), result.checks) == (1_200_000, [Check.TOO_DEEP])


def test_nothing_dangerous_is_left_in_any_value():
    content = (
        '<table><tr><td colspan=2><a href="javascript:x()" onclick="x()">a</a><img src=x onerror=x>'
        "<script>x</script></td></tr><tr><td>b<td>c</table>"
        '<h2><img src=x onerror="x()">Title</h2><a href="https://a.example/&quot; onclick=x">d</a>'
        '<div data-wp="check" data-reason="nonsense">e</div><hr data-wp="check">'
        '<figure data-wp="embed" data-address="javascript:x()"></figure>'
        '<a data-wp="button" href="javascript:x()">f</a>'
    )
    written = str(convert(content).blocks)
    assert [word for word in ("script", 'onclick="', "onerror", "<img") if word in written] == []
    assert words_in(convert(content).blocks) == ["a", "b", "c", "Title", "d", "e", "f"]


def test_content_that_breaks_off_anywhere_is_converted():
    for cut in range(len(WHOLE)):
        assert convert(WHOLE[:cut]).pages == 1


WHOLE = (
    '<!-- wp:group {"metadata":{"name":"x"}} --><div><!-- wp:paragraph --><p>One <b>two</b> & '
    '<a href="https://a.example/?b=c&amp;d">three</a></p><!-- /wp:paragraph --></div>'
    "<!-- /wp:group -->"
    '[caption id="a"]<img src="https://a.example/a.jpg" alt="A">B[/caption]<ul><li>a<ul><li>b</li>'
    "</ul></li></ul><table><tr><td>a</td><td>b</td></tr></table>"
    '[et_pb_section][et_pb_toggle title="Q?"]<p>A</p>[/et_pb_toggle][/et_pb_section]'
    '<!-- wp:divi/text {"content":{"innerContent":{"desktop":{"value":"\\u003cp\\u003eX"}}}} /-->'
    "<details><summary>Q</summary>A</details><blockquote>a<cite>b</cite></blockquote>"
    "<pre> x\n y</pre>"
    '<iframe src="//player.vimeo.com/video/1"></iframe><!--more-->[gallery ids="1"]&nbsp;&#8220;é'
    '<sup data-fn="a" class="fn"><a href="#a" id="a-link">1</a></sup><!-- wp:block {"ref":3} /-->'
)
