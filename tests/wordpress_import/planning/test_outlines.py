"""What is seen in the first look through an export."""

import io

from tests.wordpress_import.wxr.exports import export, item
from wagtail_therapy.wordpress_import.planning.outlines import outline_of


def outline(text):
    return outline_of(io.BytesIO(text.encode()), "export.xml")


def without_address(text):
    text = text.replace("<link>https://old.example</link>", "")
    return text.replace("<wp:base_blog_url>https://old.example</wp:base_blog_url>", "")


def test_address_that_the_file_does_not_say_is_seen_in_its_items():
    assert outline(without_address(export(item()))).site.base_url == "https://old.example"
    assert outline(without_address(export())).site.base_url == "https://old-site.invalid"


def test_items_with_the_same_id_get_different_keys():
    found = outline(export(item(), item(), item(slug="other"))).entries
    assert [one.is_repeated for one in found] == [False, True, False]
    assert len({one.key for one in found}) == 2


def test_title_of_what_was_hidden_is_not_noted():
    found = outline(export(item(title="Open"), item(id=2, title="Hidden", status="draft")))
    assert [one.title for one in found.entries] == ["Open", ""]
