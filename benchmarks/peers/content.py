"""``python -m benchmarks.peers.content POSTS FILE``: fills the example site, and a bare one in it.

What WordPress is to be filled with is written to the file.
"""

import json
import sys
from pathlib import Path

import django

django.setup()

from django.core.management import call_command  # noqa: E402 -- models can't be imported earlier
from wagtail.models import Site  # noqa: E402 -- see above

from benchmarks import blog, blog_pages  # noqa: E402 -- see above
from benchmarks.bare.models import FACTS, BareApproachPage, BareIndexPage  # noqa: E402 -- see above
from benchmarks.peers import wordpress_texts  # noqa: E402 -- see above
from benchmarks.sample_texts import Writer  # noqa: E402 -- see above
from wagtail_therapy.pages.models import ApproachPage, BlogIndexPage  # noqa: E402 -- see above

APPROACH = "cognitive-behavioral-therapy"
AUTHORS, CATEGORIES, TAGS = 3, 5, 20
PICTURES = 5


def main(posts, file) -> None:
    call_command("prepare_demo")
    home = Site.objects.get(is_default_site=True).root_page
    blogs = add_blogs(home, posts)
    add_bare_approach(blogs)
    texts = wordpress_texts.of(blogs, map(blog_pages.in_tree, range(posts)))
    Path(file).write_text(json.dumps(texts))


def add_blogs(home, posts) -> blog_pages.Blogs:
    """Add a blog and a bare one with the same posts, as the benchmark of the blog does."""
    index = home.add_child(instance=BlogIndexPage(title="Posts", slug="posts"))
    bare = home.add_child(instance=BareIndexPage(title="Bare", slug="bare"))
    images = [blog_pages.image(number) for number in range(PICTURES)]
    writers = [Writer(number, images, home) for number in range(posts)]
    blogs = blog_pages.Blogs(home.get_site(), index, bare, images, writers)
    blog.fill(blogs, (posts, AUTHORS, CATEGORIES, TAGS))
    return blogs


def add_bare_approach(blogs) -> None:
    """Add a bare page with the body of an approach, with as many facts and its concerns."""
    approach = ApproachPage.objects.get(slug=APPROACH)
    page = BareApproachPage(
        **blog_pages.in_tree(blogs.size) | {"title": approach.title, "slug": approach.slug},
        short_definition=approach.short_definition,
        family=approach.family.name,
        facts=dict.fromkeys(FACTS, "Something stated"),
        body=approach.body,
    )
    blog_pages.insert(blogs.bare, [page])
    page.concerns.set(row.concern for row in approach.approach_concerns.all())


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
