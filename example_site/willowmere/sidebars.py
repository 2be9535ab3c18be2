"""The sidebar of the blog and its posts: what WordPress calls widgets."""

from example_site.willowmere.markdown import BodyReader, paragraphs


def sidebar(reader: BodyReader, table: dict, authors: dict, feed_url: str) -> list[dict]:
    """Return the blocks: a welcome, about me, search, recent posts and so on."""
    about = {"author": authors[table["about"]].pk, "heading": table["about_heading"]}
    links = [*table["follow"], ["rss", feed_url]]
    blocks = {
        "callout": {"title": table["welcome_title"], "text": paragraphs([table["welcome"]])},
        "author_bio": about | {"layout": "short"},
        "search": {"heading": ""},
        "subscribe_form": {"heading": "New posts by email", "text": ""},
        "recent_posts": {"heading": "Recent posts", "number": 5, "category": None},
        "categories": {"heading": "Categories"},
        "months": {"heading": "Archive"},
        "follow": {"heading": "Follow us", "links": follow_links(reader, links)},
    }
    return [reader.with_id(kind, value) for kind, value in blocks.items()]


def follow_links(reader: BodyReader, links: list[list[str]]) -> list[dict]:
    return [reader.with_id("item", {"network": network, "url": url}) for network, url in links]
