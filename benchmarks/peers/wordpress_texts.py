"""The posts of the benchmark as WordPress' block editor would have written them."""

import re

from benchmarks.sample_texts import Writer

IMAGE = """<!-- wp:image {{"id":{{{{id:{place}}}}},"sizeSlug":"large"}} -->
<figure class="wp-block-image size-large"><img src="{{{{url:{place}}}}}" alt="{alt}"
 class="wp-image-{{{{id:{place}}}}}"/><figcaption>{caption}</figcaption></figure>
<!-- /wp:image -->"""
QUOTE = """<!-- wp:quote --><blockquote class="wp-block-quote"><p>{text}</p>
<cite>{attribution}</cite></blockquote><!-- /wp:quote -->"""


def of(blogs, published) -> dict:
    """Return posts with their authors, categories, tags and pictures, for ``wordpress_fill.php``.

    ``published`` has title, slug and time of each post. A picture is named by its place in the
    list, in a body as ``{{id:0}}`` and ``{{url:0}}``.
    """
    return {
        "authors": [
            {"name": author.name, "bio": author.short_bio, "slug": f"author-{number}"}
            for number, author in enumerate(blogs.authors)
        ],
        "categories": [category_of(one, blogs.categories) for one in blogs.categories],
        "tags": [tag.name for tag in blogs.tags],
        "pictures": [image.file.path for image in blogs.images],
        "posts": [post_of(blogs, *one) for one in enumerate(published)],
    }


def category_of(category, categories) -> dict:
    parent = category.parent and categories.index(category.parent)
    return {"name": category.name, "slug": category.slug, "parent": parent}


def post_of(blogs, number, published) -> dict:
    """Return a post with what ``blog_pages.add_rows`` gives ours."""
    places = {image.pk: place for place, image in enumerate(blogs.images)}
    # A new one, because a writer goes on writing.
    text = Writer(number, blogs.images, blogs.site.root_page).body()
    body = [block_of(one["type"], one["value"], places) for one in text]
    return {
        "title": published["title"],
        "slug": published["slug"],
        "date": published["first_published_at"].strftime("%Y-%m-%d %H:%M:%S"),
        "body": "\n\n".join(body),
        "author": number % len(blogs.authors),
        "categories": [(number + 7 * place) % len(blogs.categories) for place in range(2)],
        "tags": [(number * 3 + place) % len(blogs.tags) for place in range(3)],
        "picture": number % len(blogs.images),
    }


def block_of(kind, value, places) -> str:
    match kind:
        case "heading":
            return f"<!-- wp:heading -->\n<h2>{value['text']}</h2>\n<!-- /wp:heading -->"
        case "paragraph":
            linked = re.sub(r'<a linktype="page" id="\d+">', '<a href="/">', value)
            return f"<!-- wp:paragraph -->\n{linked}\n<!-- /wp:paragraph -->"
        case "list":
            items = "".join(f"<li>{item['value']}</li>" for item in value["items"])
            return f"<!-- wp:list -->\n<ul>{items}</ul>\n<!-- /wp:list -->"
        case "image":
            chosen = value["image"]
            place, alt = places[chosen["image"]], chosen["alt_text"]
            return IMAGE.format(place=place, alt=alt, caption=value["caption"])
        case "quote":
            return QUOTE.format(**value)
