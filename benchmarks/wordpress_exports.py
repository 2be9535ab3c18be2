"""Exports as WordPress writes them, with posts of every editor, in words of our own."""

import random
from datetime import UTC, datetime, timedelta

from benchmarks.sample_texts import WORDS

# A server of a benchmark has no certificate.
SITE = "http://old.example"
HEAD = f"""<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Old site</title><link>{SITE}</link><wp:wxr_version>1.2</wp:wxr_version>
<wp:base_blog_url>{SITE}</wp:base_blog_url>
<wp:author><wp:author_login><![CDATA[ada]]></wp:author_login>
<wp:author_display_name><![CDATA[Ada Bell]]></wp:author_display_name></wp:author>
"""
ITEM = """<item><title><![CDATA[{title}]]></title><link>{site}/blog/post-{id}/</link>
<pubDate>{date:%a, %d %b %Y %H:%M:%S +0000}</pubDate><dc:creator><![CDATA[ada]]></dc:creator>
<guid isPermaLink="false">{site}/?p={id}</guid>
<content:encoded><![CDATA[{content}]]></content:encoded>
<excerpt:encoded><![CDATA[{excerpt}]]></excerpt:encoded><wp:post_id>{id}</wp:post_id>
<wp:post_date><![CDATA[{date:%Y-%m-%d %H:%M:%S}]]></wp:post_date>
<wp:post_date_gmt><![CDATA[{date:%Y-%m-%d %H:%M:%S}]]></wp:post_date_gmt>
<wp:post_modified_gmt><![CDATA[{date:%Y-%m-%d %H:%M:%S}]]></wp:post_modified_gmt>
<wp:post_name><![CDATA[post-{id}]]></wp:post_name><wp:status><![CDATA[publish]]></wp:status>
<wp:post_type><![CDATA[post]]></wp:post_type><wp:post_password></wp:post_password>
<wp:is_sticky>0</wp:is_sticky>
<category domain="category" nicename="c-{category}"><![CDATA[Category {category}]]></category>
<category domain="post_tag" nicename="tag-{tag}"><![CDATA[Tag {tag}]]></category>
{featured}{comments}</item>
"""
FEATURED = """<wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key>
<wp:meta_value><![CDATA[{id}]]></wp:meta_value></wp:postmeta>
"""
ATTACHMENT = """<item><title>Picture {number}</title><link>{site}/picture-{number}/</link>
<guid isPermaLink="false">{address}</guid><wp:post_id>{id}</wp:post_id>
<wp:post_name>picture-{number}</wp:post_name><wp:status>inherit</wp:status>
<wp:post_type>attachment</wp:post_type>
<wp:attachment_url><![CDATA[{address}]]></wp:attachment_url></item>
"""
COMMENT = """<wp:comment><wp:comment_id>{id}</wp:comment_id>
<wp:comment_author><![CDATA[A Reader]]></wp:comment_author>
<wp:comment_date_gmt><![CDATA[2021-01-01 10:00:00]]></wp:comment_date_gmt>
<wp:comment_content><![CDATA[{text}]]></wp:comment_content>
<wp:comment_approved>1</wp:comment_approved><wp:comment_type>comment</wp:comment_type>
<wp:comment_parent>0</wp:comment_parent></wp:comment>
"""
FIRST = datetime(2012, 1, 2, 9, 30, tzinfo=UTC)
PARAGRAPHS = 12
# Above those of posts.
FIRST_PICTURE = 1_000_000


def write(path, posts: int, pictures: int = 0) -> None:
    """Write an export with so many posts to a file, the same in every run.

    If there are pictures, half of the posts show one at their top and one in their text.
    """
    with path.open("w") as file:
        file.write(HEAD)
        for number in range(1, posts + 1):
            file.write(item(number, pictures))
        for number in range(pictures):
            file.write(attachment(number))
        file.write("</channel></rss>\n")


def attachment(number: int) -> str:
    address = picture_address(number)
    return ATTACHMENT.format(site=SITE, number=number, id=FIRST_PICTURE + number, address=address)


def picture_path(number: int) -> str:
    return f"/wp-content/uploads/2020/01/picture-{number}.jpg"


def picture_address(number: int) -> str:
    return f"{SITE}{picture_path(number)}"


def item(number: int, pictures: int = 0) -> str:
    draw = random.Random(number)
    # As on a site that changed its editor with the years.
    editor = [classic, classic, classic, divi, *[blocks] * 6][number % 10]
    shown = number // 2 % pictures if pictures and number % 2 else None
    return ITEM.format(
        site=SITE,
        id=number,
        title=f"{sentence(draw)[:-1]} {number}",
        date=FIRST + timedelta(days=number),
        content=f"{editor(draw, number)}{image(shown)}",
        excerpt=sentence(draw) if number % 3 == 0 else "",
        category=number % 8,
        tag=number % 40,
        featured="" if shown is None else FEATURED.format(id=FIRST_PICTURE + shown),
        comments=comments(draw, number),
    )


def image(shown: int | None) -> str:
    return "" if shown is None else f'\n\n<img src="{picture_address(shown)}" alt="A picture" />'


def comments(draw, number) -> str:
    """Return four comments on each fourth post."""
    ids = range(4 * number, 4 * number + 4) if number % 4 == 0 else ()
    return "".join(COMMENT.format(id=one, text=sentence(draw)) for one in ids)


def classic(draw, number) -> str:
    return "\n\n".join([*paragraphs(draw), f'<a href="{earlier(number)}">Before</a>'])


def divi(draw, number) -> str:
    texts = "".join(
        f"[et_pb_text]<p>{text}</p>[/et_pb_text]" for text in [*paragraphs(draw), earlier(number)]
    )
    columns = f"[et_pb_row][et_pb_column]{texts}[/et_pb_column][/et_pb_row]"
    return f"[et_pb_section]{columns}[/et_pb_section]"


def blocks(draw, number) -> str:
    texts = [
        f"<!-- wp:paragraph -->\n<p>{one}</p>\n<!-- /wp:paragraph -->" for one in paragraphs(draw)
    ]
    heading = f"<!-- wp:heading -->\n<h2>{sentence(draw)}</h2>\n<!-- /wp:heading -->"
    link = f'<p><a href="{earlier(number)}">Before</a></p>'
    return "\n\n".join([*texts[:4], heading, *texts[4:], link])


def earlier(number: int) -> str:
    return f"{SITE}/blog/post-{max(number // 2, 1)}/"


def paragraphs(draw) -> list[str]:
    return [" ".join(sentence(draw) for _ in range(5)) for _ in range(PARAGRAPHS)]


def sentence(draw) -> str:
    words = " ".join(draw.choice(WORDS) for _ in range(draw.randint(10, 20)))
    return f"{words.capitalize()}."
