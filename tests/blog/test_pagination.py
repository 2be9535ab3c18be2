import pytest
from django.core.paginator import EmptyPage, PageNotAnInteger
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.pages import rows
from wagtail_therapy.blog import archives, pagination, recounting
from wagtail_therapy.blog.models import PostCount
from wagtail_therapy.pages.models import BlogPostPage


@pytest.fixture
def orla(site):
    return rows.author("Orla")


@pytest.fixture
def blog(site, orla):
    blog = rows.blog(site)
    grief = rows.category("Grief")
    for number in range(5):
        rows.post(blog, orla, title=f"Post {number}", categories=[grief], tags=["sleep"])
    recounting.recount(blog.pk)
    return blog


def paginator(blog, archive=None, pinned=(), stored=None):
    posts = archive.posts if archive else blog.get_posts()
    known = stored or (lambda: pagination.stored_number(blog, archive, list(pinned)))
    return pagination.PostPaginator(posts, 2, known)


def shown(page):
    return [post.title for post in page], page.paginator.count, page.paginator.num_pages


def test_pages_are_those_of_django(blog):
    pages = paginator(blog)
    assert [shown(pages.page(number)) for number in (1, "2", 3)] == [
        (["Post 4", "Post 3"], 5, 3),
        (["Post 2", "Post 1"], 5, 3),
        (["Post 0"], 5, 3),
    ]
    last = pages.page(3)
    assert (last.has_next(), last.has_previous(), last.end_index()) == (False, True, 5)


@pytest.mark.parametrize("number", [0, -1, 4, 10**30, "9" * 30])
def test_page_that_is_not_there_is_not_found(blog, number):
    with pytest.raises(EmptyPage):
        paginator(blog).page(number)


@pytest.mark.parametrize("number", ["abc", "1.5", None])
def test_what_is_no_number_is_no_page(blog, number):
    with pytest.raises(PageNotAnInteger):
        paginator(blog).page(number)


def test_first_page_may_be_empty(site):
    assert shown(paginator(rows.blog(site, title="Empty")).page(1)) == ([], 0, 1)


def test_posts_are_counted_only_if_no_number_is_stored(blog, django_assert_num_queries):
    with CaptureQueriesContext(connection) as queries:
        shown(paginator(blog).page(1))
    assert not [one for one in queries if "COUNT(*)" in one["sql"]]

    PostCount.objects.all().delete()
    recounting.UncountedChange.objects.create(blog=blog)
    assert shown(paginator(blog).page(1))[1] == 5


def test_list_that_fits_on_a_page_is_not_counted(blog, orla):
    BlogPostPage.objects.exclude(title="Post 0").delete()
    assert shown(paginator(blog, stored=pytest.fail).page(1)) == (["Post 0"], 1, 1)


@pytest.mark.parametrize("find", [archives.of_category, archives.of_tag, archives.of_author])
def test_archives_have_stored_numbers(blog, find):
    slug = {"of_category": "grief", "of_tag": "sleep", "of_author": "orla"}[find.__name__]
    assert pagination.stored_number(blog, find(blog, slug), []) == 5


def test_pinned_posts_and_what_repeats_them_are_not_counted(blog):
    pinned = BlogPostPage.objects.get(title="Post 3")
    assert pagination.stored_number(blog, None, [pinned]) == 4


def test_number_that_a_script_made_wrong_hides_no_post(blog):
    """``update()`` tells no one, and what is listed is asked of the database."""
    PostCount.objects.filter(kind="all").update(number=0)
    assert shown(paginator(blog).page(1)) == (["Post 4", "Post 3"], 3, 2)
    assert shown(paginator(blog).page(3)) == (["Post 0"], 5, 3)

    PostCount.objects.filter(kind="all").update(number=90)
    assert shown(paginator(blog).page(3)) == (["Post 0"], 5, 3)
    with pytest.raises(EmptyPage):
        paginator(blog).page(4)
