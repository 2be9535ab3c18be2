"""Exports as WordPress writes them, in words of our own."""

import io
from html import escape

from wagtail_therapy.wordpress_import.wxr.reading import read

NAMESPACES = {
    "excerpt": "http://wordpress.org/export/1.2/excerpt/",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "wp": "http://wordpress.org/export/1.2/",
}
AUTHOR = """
<wp:author><wp:author_id>2</wp:author_id><wp:author_login><![CDATA[ada]]></wp:author_login>
<wp:author_email><![CDATA[ada@mail.example]]></wp:author_email>
<wp:author_display_name><![CDATA[Ada Bell]]></wp:author_display_name></wp:author>
"""
CATEGORIES = """
<wp:category><wp:term_id>3</wp:term_id><wp:category_nicename>couples</wp:category_nicename>
<wp:category_parent>people</wp:category_parent>
<wp:cat_name><![CDATA[Couples &amp; families]]></wp:cat_name></wp:category>
<wp:category><wp:category_nicename>people</wp:category_nicename>
<wp:cat_name><![CDATA[People]]></wp:cat_name></wp:category>
<wp:tag><wp:tag_slug>sleep</wp:tag_slug><wp:tag_name><![CDATA[Sleep]]></wp:tag_name></wp:tag>
"""
ITEM = """<item>
<title><![CDATA[{title}]]></title>
<link>https://old.example/blog/{slug}/</link>
<pubDate>Sun, 29 Nov 2020 16:15:30 +0000</pubDate>
<dc:creator><![CDATA[ada]]></dc:creator>
<guid isPermaLink="false">https://old.example/?p={id}</guid>
<content:encoded><![CDATA[{content}]]></content:encoded>
<excerpt:encoded><![CDATA[]]></excerpt:encoded>
<wp:post_id>{id}</wp:post_id>
<wp:post_date><![CDATA[2020-11-29 10:15:30]]></wp:post_date>
<wp:post_date_gmt><![CDATA[2020-11-29 16:15:30]]></wp:post_date_gmt>
<wp:post_modified><![CDATA[2020-12-01 10:15:30]]></wp:post_modified>
<wp:post_modified_gmt><![CDATA[0000-00-00 00:00:00]]></wp:post_modified_gmt>
<wp:post_name><![CDATA[{slug}]]></wp:post_name>
<wp:status><![CDATA[{status}]]></wp:status>
<wp:post_parent>0</wp:post_parent>
<wp:menu_order>0</wp:menu_order>
<wp:post_type><![CDATA[{type}]]></wp:post_type>
<wp:post_password><![CDATA[{password}]]></wp:post_password>
<wp:is_sticky>0</wp:is_sticky>
{more}
</item>
"""


def item(content="<p>Text</p>", **fields):
    """Return an item. ``fields`` replace what it says, and ``more`` is added to it."""
    defaults = {"title": "A post", "slug": "a-post", "id": 1, "status": "publish", "type": "post"}
    return ITEM.format(**(defaults | {"password": "", "more": "", "content": content} | fields))


def export(*items, version="1.2", head=AUTHOR + CATEGORIES, namespaces=NAMESPACES):
    bound = " ".join(f'xmlns:{prefix}="{escape(one)}"' for prefix, one in namespaces.items())
    return (
        '<?xml version="1.0" encoding="UTF-8" ?>\n'
        f'<rss version="2.0" {bound}>\n<channel>\n<title>Old &amp; wise</title>\n'
        "<link>https://old.example</link>\n"
        f"<wp:wxr_version>{version}</wp:wxr_version>\n"
        f"<wp:base_blog_url>https://old.example</wp:base_blog_url>{head}"
        + "".join(items)
        + "</channel>\n</rss>\n"
    )


def opened(content, name="export.xml"):
    raw = content.encode() if isinstance(content, str) else content
    return read(io.BytesIO(raw), name)


def items_in(content, name="export.xml"):
    return list(opened(content, name).items)


def findings_in(content, name="export.xml"):
    """Return the problems of a file, each with its line and number."""
    found = opened(content, name)
    for _item in found.items:
        pass
    return [(one.problem.name, one.line, one.count) for one in found.findings]
