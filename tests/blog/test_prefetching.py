import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale

from tests.pages import rows
from tests.testapp.models import JournalEntry, JournalEntryAuthor
from wagtail_therapy.blog.prefetching import prefetch_for_cards
from wagtail_therapy.content import caching
from wagtail_therapy.pages.models import BlogPostPage


def cost(work):
    with CaptureQueriesContext(connection) as queries:
        work()
    return len(queries)


def costs(client, blog):
    """Return the queries of the index when nothing is kept, and when its cards are."""
    caching.invalidate()
    return [cost(lambda: client.get(blog.url)) for _ in range(2)]


@pytest.fixture
def blog(site):
    return rows.blog(site)


def test_authors_are_fetched_for_all_posts_at_once(blog, django_assert_num_queries):
    orla, mateo = rows.author("Orla"), rows.author("Mateo")
    rows.post(blog, orla, mateo)
    rows.post(blog, mateo, title="Another")
    posts = list(BlogPostPage.objects.order_by("pk"))

    with django_assert_num_queries(3):
        authors = [post.get_authors() for post in prefetch_for_cards(posts)]

    assert authors == [[orla, mateo], [mateo]]


def test_authors_are_translated_for_all_posts_at_once(blog, django_assert_num_queries):
    german = Locale.objects.create(language_code="de")
    orla, mateo = rows.author("Orla"), rows.author("Mateo")
    deutsch = orla.copy_for_translation(german)
    deutsch.save()
    for title in ("One", "Two", "Three"):
        rows.post(blog, orla, mateo, title=title)
    BlogPostPage.objects.update(locale=german)

    with django_assert_num_queries(5):
        authors = [post.get_authors() for post in prefetch_for_cards(BlogPostPage.objects.all())]

    assert authors == [[deutsch, mateo]] * 3


def test_posts_of_several_types_keep_their_order(site, blog, django_assert_num_queries):
    orla = rows.author("Orla")
    ours = [rows.post(blog, orla, title=title) for title in ("One", "Two")]
    theirs = JournalEntry(title="Theirs")
    theirs.post_authors = [JournalEntryAuthor(author=orla)]
    site.root_page.add_child(instance=theirs)
    mixed = [ours[0], theirs, ours[1]]

    with django_assert_num_queries(6):
        posts = prefetch_for_cards(mixed)
        authors = [post.get_authors() for post in posts]

    assert (posts, authors) == (mixed, [[orla]] * 3)


def test_no_posts_need_no_queries(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert prefetch_for_cards([]) == []


@pytest.mark.parametrize("is_multilingual", [False, True])
def test_index_costs_the_same_with_more_posts(blog, client, settings, is_multilingual):
    settings.WAGTAIL_I18N_ENABLED = is_multilingual
    orla, mateo = rows.author("Orla"), rows.author("Mateo")
    for number in range(2):
        rows.post(blog, orla, title=f"Post {number}")
    client.get(blog.url)
    few = costs(client, blog)
    for number in range(2, 10):
        rows.post(blog, mateo, orla, title=f"Post {number}")

    assert costs(client, blog) == few


def test_bio_that_is_not_published_any_more_is_not_shown_though_names_are_kept(blog, client):
    orla = rows.author()
    post = rows.post(blog, orla)
    before = client.get(post.url).content.decode()
    orla.unpublish()
    after = client.get(post.url).content.decode()

    assert [html.count("therapy-author-name") for html in (before, after)] == [1, 0]
    assert orla.name in after
