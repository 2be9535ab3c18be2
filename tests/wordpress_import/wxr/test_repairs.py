"""What is wrong in an export, and can be read all the same."""

from tests.wordpress_import.wxr.exports import export, findings_in, item, items_in, opened
from wagtail_therapy.wordpress_import.wxr.errors import MOST_LISTED

TWO = export(item("<p>One</p>"), item("<p>Two</p>", id=2))


def test_wrong_encoding_is_read_as_windows_1252_and_reported():
    raw = export(item("<p>Café “q”</p>"), item("<p>ünö</p>")).encode("cp1252")
    assert [one.content for one in items_in(raw)] == ["<p>Café “q”</p>", "<p>ünö</p>"]
    assert findings_in(raw) == [("WRONG_ENCODING", 24, 5)]


def test_both_encodings_in_one_file_are_read():
    raw = export(item("<p>é</p>"), item("<p>?</p>")).encode().replace(b"?</p>", b"\xe9</p>")
    assert [one.content for one in items_in(raw)] == ["<p>é</p>", "<p>é</p>"]


def test_control_characters_are_dropped_and_counted():
    content = export(item("<p>a\x0bb\x08</p>"), item("<p>c\x1f\ufffe</p>"))
    assert [one.content for one in items_in(content)] == ["<p>ab</p>", "<p>c</p>"]
    assert findings_in(content) == [("CONTROL_CHARACTER", 24, 4)]


def test_text_before_the_export_is_skipped():
    warning = "<br />\n<b>Warning</b>:  headers already sent in <b>/x.php</b>\n"
    assert len(items_in(warning + TWO)) == 2
    assert findings_in(warning + TWO) == [("TEXT_BEFORE", 1, 1)]
    assert [one.line for one in items_in(warning + TWO)] == [20, 42]


def test_bare_ampersands_are_corrected():
    content = TWO.replace("/?p=1<", "/?p=1&preview=true&nbsp;&#8;&#x41;&lt;<")
    assert items_in(content)[0].guid == "https://old.example/?p=1&preview=true\xa0A<"
    assert findings_in(content) == [("BARE_AMPERSAND", 23, 3)]
    head = TWO.replace("https://old.example</link>", "https://old.example/?a&b</link>")
    assert findings_in(head) == [("BARE_AMPERSAND", 5, 1)]


def test_end_of_section_within_a_text_is_kept():
    content = export(item("<p>a ]]> b</p><b>]]></b> x[y[0]]>1"), item(id=2))
    first, second = items_in(content)
    assert (first.content, second.id) == ("<p>a ]]> b</p><b>]]></b> x[y[0]]>1", 2)
    assert findings_in(content) == [("CDATA_END", 24, 3)]


def test_bare_bracket_is_corrected():
    content = TWO.replace("/?p=1<", "/?p=1 < 2<")
    assert items_in(content)[0].guid == "https://old.example/?p=1 < 2"


def test_malformed_item_does_not_hide_the_next():
    content = TWO.replace("<wp:post_id>1</wp:post_id>", "<wp:post_id>1</wp:other>")
    assert [one.id for one in items_in(content)] == [2]
    assert findings_in(content) == [("MALFORMED_ITEM", 26, 1)]
    unclosed = TWO.replace("</item>", "", 1)
    assert [one.id for one in items_in(unclosed)] == [2]
    assert findings_in(unclosed) == [("UNCLOSED_ITEM", 18, 1)]


def test_malformed_head_does_not_hide_the_items():
    content = TWO.replace("<wp:tag>", "<wp:tag><b>")
    found = opened(content)
    assert (found.site.title, len(found.site.categories)) == ("Old & wise", 2)
    assert [one.id for one in found.items] == [1, 2]
    assert findings_in(content) == [("MALFORMED_HEAD", 17, 1)]


def test_very_many_problems_are_counted_but_not_listed():
    content = export(*[item().replace("</item>", "") for _number in range(MOST_LISTED + 50)])
    found = findings_in(content)
    assert (len(found), found[-2]) == (MOST_LISTED + 2, ("UNCLOSED_ITEM", 2218, 49))
