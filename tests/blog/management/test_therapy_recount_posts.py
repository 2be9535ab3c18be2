from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import call_command

from tests.pages import rows
from wagtail_therapy.authors.models import Author
from wagtail_therapy.blog.counts import post_counts, recounting
from wagtail_therapy.blog.models import PostCount
from wagtail_therapy.pages.models import BlogPostPage

MARCH = datetime(2026, 3, 2, tzinfo=UTC)


@pytest.fixture
def blog(site):
    blog = rows.blog(site)
    for title in ("One", "Two"):
        rows.post(blog, rows.author(title), title=title, first_published_at=MARCH)
    recounting.recount(blog.pk)
    return blog


def run(*arguments, **options):
    """Return how the command ends, and what it prints."""
    out = StringIO()
    try:
        call_command("therapy_recount_posts", *arguments, stdout=out, **options)
    except SystemExit as end:
        return end.code, out.getvalue()
    return 0, out.getvalue()


def test_right_numbers_are_left_in_silence(blog):
    before = list(PostCount.objects.values_list())
    assert (run("--check"), run()) == ((0, ""), (0, ""))
    assert list(PostCount.objects.values_list()) == before


def test_numbers_that_a_script_made_wrong_are_reported_and_corrected(blog):
    BlogPostPage.objects.filter(title="One").update(live=False)
    PostCount.objects.filter(kind="author").delete()
    author = Author.objects.get(name="Two").translation_key
    faults = [
        f"Notes ({blog.pk}): {one}, not 1\n"
        for one in ["all: 2", f"author {author}: 0", "month 2026-03: 2"]
    ]

    assert run("--check") == (1, "".join(faults))
    assert run("--check", verbosity=0) == (1, "")
    assert run() == (0, "".join(faults))
    assert run("--check") == (0, "")


def test_blog_that_was_never_counted_is_counted(blog):
    post_counts.CountedBlog.objects.all().delete()
    line = f"Notes ({blog.pk}): not counted since the last change\n"
    assert (run("--check"), run(), run("--check")) == ((1, line), (0, line), (0, ""))
    assert post_counts.number_of(blog, "all", "") == 2
