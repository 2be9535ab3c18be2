"""What the first visitors of a new picture wait for, before and after a worker has made it."""

import tempfile
from io import BytesIO
from itertools import count
from statistics import median

from django.conf import settings
from django.core.files.images import ImageFile
from django.db import connection
from django.test import override_settings
from PIL import Image as Picture
from wagtail.images import get_image_model

from benchmarks import blog_pages
from benchmarks.figures import Figure
from benchmarks.timing import seconds_of
from benchmarks.views import milliseconds
from wagtail_therapy.content import caching
from wagtail_therapy.content.pictures import making
from wagtail_therapy.newsletter.models import Heartbeat
from wagtail_therapy.pages.models import BlogPostAuthor, BlogPostPage

# Twelve megapixels.
SIZE = (4000, 3000)
ROUNDS = 5
GOAL_MS = 100
# As many as the first page of a blog shows.
POSTS = 10


def measure() -> list[Figure]:
    return measure_here()


def measure_here(size=SIZE, rounds=ROUNDS, posts=POSTS) -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder, override_settings(MEDIA_ROOT=folder):
        blog = NewPosts(size)
        alone = [blog.visits(1, url_of_post) for _ in range(rounds)]
        card = [blog.visits(1, url_of_index) for _ in range(rounds)]
        full = [blog.visits(posts, url_of_index)]
        return [
            *figures_of("post", alone),
            *figures_of("index with one new post", card),
            *figures_of(f"index with {posts} new posts", full),
            Figure(f"{name()}: making all of one", median(one["work"] for one in alone), "ms"),
        ]


def url_of_post(page) -> str:
    return page.url


def url_of_index(page) -> str:
    return page.get_parent().url


def name() -> str:
    return f"pictures on {connection.vendor}"


class NewPosts:
    """A blog with posts whose pictures no visitor has seen."""

    def __init__(self, size):
        blogs = blog_pages.empty_blogs(texts=1, pictures=1)
        blogs.grow(20, 1, 1, 1)
        # The tree has grown without it.
        self.blog = type(blogs.blog).objects.get(pk=blogs.blog.pk)
        self.author = blogs.authors[0]
        self.photo = photo(size)
        self.numbers = count()

    def visits(self, posts, url_of) -> dict[str, float]:
        """Return how long the first visit takes without a worker, before its work and after it."""
        pages = [self.publish() for _ in range(posts)]
        in_requests = settings.WAGTAIL_THERAPY | {"PICTURES_IN_REQUESTS": True}
        with override_settings(WAGTAIL_THERAPY=in_requests):
            found = {"in request": first_visit(url_of(pages[-1]))}
        pages = [self.publish() for _ in range(posts)]
        Heartbeat.record(Heartbeat.SWEEP)
        found["missing"] = first_visit(url_of(pages[-1]))
        found["work"] = 1000 * seconds_of(lambda: making.work(seconds=600)) / posts
        return found | {"made": first_visit(url_of(pages[-1]))}

    def publish(self) -> BlogPostPage:
        number = next(self.numbers)
        file = ImageFile(BytesIO(self.photo), f"new-{number}.jpg")
        image = get_image_model().objects.create(title=f"New {number}", file=file)
        page = BlogPostPage(title=f"New {number}", lead_image=image, live=False)
        page.post_authors = [BlogPostAuthor(author=self.author)]
        self.blog.add_child(instance=page)
        page.save_revision().publish()
        return page


def first_visit(url) -> float:
    """Return the time of a page with nothing kept, so that visits differ by pictures alone."""
    caching.invalidate()
    return milliseconds(url)


def photo(size) -> bytes:
    """Return a file of some megabytes, as a camera writes it."""
    file = BytesIO()
    noise = Picture.effect_noise(size, 15)
    Picture.merge("RGB", [noise, noise.rotate(180), noise]).save(file, "JPEG", quality=85)
    return file.getvalue()


def figures_of(view, visits) -> list[Figure]:
    what = f"{name()}: {view}, first visitor"
    made = median(one["made"] for one in visits)
    more = median(one["missing"] - one["made"] for one in visits)
    in_request = median(one["in request"] - one["made"] for one in visits)
    return [
        Figure.at_most(GOAL_MS, f"{what}, more until pictures are made", more, "ms"),
        Figure(f"{what}, once they are made", made, "ms"),
        Figure(f"{what}, more without a worker", in_request, "ms"),
    ]
