"""What an export says, as dataclasses."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.wordpress_import.wxr.exports import (
    NAMESPACES,
    export,
    findings_in,
    item,
    items_in,
    opened,
)
from wagtail_therapy.wordpress_import.wxr.records import Author, Comment, Dates, Term

TERMS = """
<category><![CDATA[Old style]]></category>
<category domain="category" nicename="old-style"><![CDATA[Old style]]></category>
<category domain="tag"><![CDATA[old tag]]></category>
<category domain="category" nicename="x"><![CDATA[X &amp; Y]]></category>
<category domain="post_tag" nicename="%e5%bf%83"><![CDATA[X &amp; Y]]></category>
<category domain="post_format" nicename="post-format-quote"><![CDATA[Quote]]></category>
"""
COMMENTS = """
<wp:comment><wp:comment_id>5</wp:comment_id><wp:comment_author><![CDATA[Bo]]></wp:comment_author>
<wp:comment_author_email>bo@mail.example</wp:comment_author_email>
<wp:comment_author_IP>192.0.2.1</wp:comment_author_IP>
<wp:comment_date>2021-01-01 10:00:00</wp:comment_date>
<wp:comment_date_gmt>2021-01-01 16:00:00</wp:comment_date_gmt>
<wp:comment_content><![CDATA[Thank you.]]></wp:comment_content>
<wp:comment_approved>1</wp:comment_approved><wp:comment_type>comment</wp:comment_type>
<wp:comment_parent>4</wp:comment_parent><wp:comment_user_id>0</wp:comment_user_id>
<wp:commentmeta><wp:meta_key>a</wp:meta_key><wp:meta_value>b</wp:meta_value></wp:commentmeta>
</wp:comment>
<wp:comment><wp:comment_id>6</wp:comment_id><wp:comment_approved>1</wp:comment_approved>
<wp:comment_type>note</wp:comment_type></wp:comment>
<wp:comment><wp:comment_id>7</wp:comment_id><wp:comment_approved>0</wp:comment_approved>
</wp:comment>
"""
META = """
<wp:postmeta><wp:meta_key>_wp_old_slug</wp:meta_key><wp:meta_value>one</wp:meta_value></wp:postmeta>
<wp:postmeta><wp:meta_key>_wp_old_slug</wp:meta_key><wp:meta_value>two</wp:meta_value></wp:postmeta>
"""


@pytest.mark.parametrize(
    "address", ["", "//", "old.example", "javascript:alert(1)", "https://[::1", "https://a:99999"]
)
def test_address_that_is_none_is_passed_over(address):
    content = export(item())
    for name in ("wp:base_blog_url", "link"):
        content = content.replace(f"<{name}>https://old.example<", f"<{name}>{address}<")
    assert opened(content).site.base_url == ""


def test_site_has_its_authors_and_terms():
    site = opened(export()).site
    assert (site.title, site.base_url, site.version) == (
        "Old & wise",
        "https://old.example",
        "1.2",
    )
    assert site.authors == {
        "ada": Author("ada", 2, "Ada Bell", email="ada@mail.example"),
    }
    assert [(one.slug, one.name, one.parent) for one in site.categories] == [
        ("couples", "Couples & families", "people"),
        ("people", "People", ""),
    ]
    assert site.tags == [Term("post_tag", "sleep", "Sleep")]


def test_category_path_ends_in_a_circle():
    site = opened(export()).site
    assert [one.slug for one in site.category_path("couples")] == ["people", "couples"]
    assert site.category_path("unknown") == []
    circle = export(head=CIRCLE)
    assert [one.slug for one in opened(circle).site.category_path("a")] == ["b", "a"]


CIRCLE = "".join(
    f"<wp:category><wp:category_nicename>{slug}</wp:category_nicename>"
    f"<wp:category_parent>{parent}</wp:category_parent></wp:category>"
    for slug, parent in [("a", "b"), ("b", "a")]
)


def test_item_has_its_fields():
    more = "<wp:attachment_url>https://old.example/a b.jpg</wp:attachment_url>" + META
    post = items_in(export(item("<p>One</p>", password=" secret ", more=more)))[0]
    assert (post.id, post.type, post.status, post.slug) == (1, "post", "publish", "a-post")
    assert (post.title, post.content, post.author) == ("A post", "<p>One</p>", "ada")
    assert (post.link, post.guid) == (
        "https://old.example/blog/a-post/",
        "https://old.example/?p=1",
    )
    assert (post.password, post.is_public) == (" secret ", False)
    assert post.attachment_url == "https://old.example/a b.jpg"
    assert post.meta_values("_wp_old_slug") == ["one", "two"]
    assert (post.meta_value("_wp_old_slug"), post.meta_value("none")) == ("one", "")
    assert (post.file_name, post.line) == ("export.xml", 18)


def test_secrets_are_in_no_traceback():
    post = items_in(export(item(password="open sesame", more=COMMENTS)))[0]
    shown = repr(post) + repr(post.comments) + repr(opened(export()).site)
    assert [word for word in ("sesame", "Bo", "Thank", "@mail") if word in shown] == []


@pytest.mark.parametrize(
    ("status", "password", "is_public"),
    [
        ("publish", "", True),
        ("publish", "x", False),
        ("private", "", False),
        ("Publish", "", False),
        ("", "", False),
        ("archive", "", False),
    ],
)
def test_only_what_is_published_without_a_password_is_public(status, password, is_public):
    post = items_in(export(item(status=status, password=password)))[0]
    assert post.is_public is is_public


def test_dates_are_read_in_all_forms():
    dates = items_in(export(item()))[0].dates
    assert dates == Dates(
        local=datetime.fromisoformat("2020-11-29 10:15:30"),
        utc=datetime(2020, 11, 29, 16, 15, 30, tzinfo=UTC),
        feed=datetime(2020, 11, 29, 16, 15, 30, tzinfo=UTC),
        modified_local=datetime.fromisoformat("2020-12-01 10:15:30"),
        modified_utc=None,
    )
    assert dates.utc_offset == timedelta(hours=-6)


@pytest.mark.parametrize(
    "text", ["", "0000-00-00 00:00:00", "Wed, 30 Nov -0001 00:00:00 +0000", "2020-13-45 99:00:00"]
)
def test_impossible_date_is_none(text):
    wrong = item().replace("2020-11-29 10:15:30", text).replace("2020-11-29 16:15:30", text)
    wrong = wrong.replace("Sun, 29 Nov 2020 16:15:30 +0000", text)
    dates = items_in(export(wrong))[0].dates
    assert (dates.local, dates.utc, dates.feed, dates.utc_offset) == (None,) * 4


@pytest.mark.parametrize("year", ["0001", "1969", "9999"])
def test_distant_year_is_read(year):
    dates = items_in(export(item().replace("2020-", f"{year}-")))[0].dates
    assert (dates.local.year, dates.utc_offset) == (int(year), timedelta(hours=-6))


def test_terms_are_grouped_by_taxonomy_and_listed_once():
    post = items_in(export(item(more=TERMS)))[0]
    assert [(one.slug, one.name) for one in post.terms_of("category")] == [
        ("old-style", "Old style"),
        ("x", "X & Y"),
    ]
    assert [(one.slug, one.name) for one in post.terms_of("post_tag")] == [
        ("", "old tag"),
        ("心", "X & Y"),
    ]
    assert [one.taxonomy for one in post.terms][-1] == "post_format"


def test_comments_are_read_without_addresses():
    first, note, pending = items_in(export(item(more=COMMENTS)))[0].comments
    assert first == Comment(
        id=5,
        author="Bo",
        content="Thank you.",
        local=datetime.fromisoformat("2021-01-01 10:00:00"),
        utc=datetime(2021, 1, 1, 16, tzinfo=UTC),
        approved="1",
        type="comment",
        parent=4,
    )
    assert [one.is_public for one in (first, note, pending)] == [True, False, False]


def test_slug_is_decoded():
    assert items_in(export(item(slug="%e5%bf%83%E3%81%A8")))[0].slug == "心と"


@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2", "9.9", "abc", ""])
def test_namespaces_of_any_version_are_read(version):
    spaces = {
        prefix: one.replace("1.2", version or "1.2").replace("http:", "https:")
        for prefix, one in NAMESPACES.items()
    }
    content = export(item("<p>Same</p>"), version=version, namespaces=spaces)
    assert items_in(content)[0].content == "<p>Same</p>"
    unknown = [("UNKNOWN_VERSION", 1, 1)] if version in {"9.9", "abc", ""} else []
    assert findings_in(content) == unknown


def test_prefixes_may_be_others():
    renamed = {"wp": "x", "content": "y", "dc": "z", "excerpt": "e"}
    content = export(item(), namespaces={renamed[one]: NAMESPACES[one] for one in NAMESPACES})
    for prefix, other in renamed.items():
        content = content.replace(f"{prefix}:", f"{other}:")
    post = items_in(content)[0]
    assert (post.id, post.content, post.author) == (1, "<p>Text</p>", "ada")


def test_namespace_that_is_missing_is_the_usual_one():
    spaces = {"wp": NAMESPACES["wp"]}
    post = items_in(export(item(), namespaces=spaces))[0]
    assert (post.content, post.author, post.excerpt) == ("<p>Text</p>", "ada", "")


def test_line_breaks_and_split_sections_are_joined():
    content = item("a ]]]]><![CDATA[> b")
    assert items_in(export(content))[0].content == "a ]]> b"
    assert items_in(export(item("a\nb")).replace("\n", "\r\n"))[0].content == "a\nb"


def test_items_after_the_channel_are_read():
    content = export().replace("</channel>", "</channel>" + item())
    assert [one.id for one in items_in(content)] == [1]
    assert findings_in(content) == []


def test_export_without_items_is_empty():
    assert (items_in(export()), findings_in(export())) == ([], [])
