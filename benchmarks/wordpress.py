"""What it takes to import the posts of a WordPress site, without its pictures and with them."""

import resource
import tempfile
import uuid
from pathlib import Path

from django.db import connection
from wagtail.images import get_image_model
from wagtail.models import Page, Site

from benchmarks import wordpress_exports, wordpress_pictures
from benchmarks.figures import Figure
from benchmarks.timing import seconds_of
from wagtail_therapy.pages.models import BlogIndexPage, BlogPostPage
from wagtail_therapy.wordpress_import import importing
from wagtail_therapy.wordpress_import.models import WordPressImport
from wagtail_therapy.wordpress_import.options import Options
from wagtail_therapy.wordpress_import.wxr.reading import read

POSTS = 1_000
PICTURES = 43
# WordPress' own importer takes as long.
GOAL_SECONDS = 10
GOAL_SECONDS_WITH_PICTURES = 22
GOAL_AGAIN = 5
GOAL_DRY = 0.5
GOAL_MEGABYTES = 60
# A second.
GOAL_READING = 20


def measure(posts=POSTS, pictures=PICTURES) -> list[Figure]:
    name = f"{connection.vendor}, {posts:,} posts"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export.xml"
        wordpress_exports.write(path, posts)
        found = measure_file(path, name)
        wordpress_exports.write(path, posts, pictures)
        with wordpress_pictures.served(path.parent, pictures):
            return found + measure_pictures(path, f"{name}, {pictures} pictures")


def measure_pictures(path, name) -> list[Figure]:
    blog = empty_blog()
    before = set(get_image_model().objects.values_list("pk", flat=True))
    seconds = seconds_of(lambda: with_file(path, blog, importing.run_whole, fetch_media=True))
    images = get_image_model().objects.exclude(pk__in=before)
    number = images.count()
    # Their files, too.
    for image in images:
        image.file.delete(save=False)
    name = f"wordpress on {name}"
    return [
        Figure.at_most(GOAL_SECONDS_WITH_PICTURES, f"{name}: first import", seconds, "s"),
        Figure(f"{name}: pictures", number, "pictures"),
    ]


def measure_file(path, name) -> list[Figure]:
    blog = empty_blog()
    reading = min(seconds_of(lambda: read_all(path)) for _ in range(3))
    before = megabytes()
    dry = seconds_of(lambda: with_file(path, blog, importing.preview))
    first = seconds_of(lambda: with_file(path, blog, importing.run_whole))
    again = seconds_of(lambda: with_file(path, blog, importing.run_whole))
    grown = megabytes() - before
    size = path.stat().st_size / 1e6
    name = f"wordpress on {name}"
    return [
        Figure.at_most(GOAL_SECONDS, f"{name}: first import", first, "s"),
        Figure.at_least(GOAL_AGAIN, f"{name}: first import ÷ second", first / again, "ratio"),
        Figure.at_most(GOAL_DRY, f"{name}: dry run ÷ first import", dry / first, "ratio"),
        Figure.at_most(GOAL_MEGABYTES, f"{name}: memory added", grown, "MB"),
        Figure.at_least(GOAL_READING, f"{name}: reading alone", size / reading, "MB/s"),
        Figure(f"{name}: size", size, "MB"),
        Figure(f"{name}: pages", BlogPostPage.objects.child_of(reloaded(blog)).count(), "pages"),
    ]


def empty_blog() -> BlogIndexPage:
    name = uuid.uuid4().hex
    home = Page.get_first_root_node().add_child(instance=Page(title=name, slug=name))
    Site.objects.create(hostname=f"{name}.example", root_page=home)
    return home.add_child(instance=BlogIndexPage(title="Blog", slug="blog"))


def reloaded(blog) -> BlogIndexPage:
    """Return the blog with what the database knows of its children."""
    return BlogIndexPage.objects.get(pk=blog.pk)


def read_all(path) -> None:
    with path.open("rb") as file:
        for _item in read(file, path.name).items:
            pass


def with_file(path, blog, work, *, fetch_media=False) -> None:
    options = Options(fetch_media=fetch_media).to_json()
    run = WordPressImport.objects.create(
        site=blog.get_site(), parent=blog, file_name=path.name, options=options
    )
    with path.open("rb") as file:
        work(run, file)


def megabytes() -> float:
    """Return the most memory that this process has had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
