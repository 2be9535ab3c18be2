"""Which posts a stranger may see, in every list that there is."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone
from wagtail.models import Locale, PageViewRestriction, Site

from tests.pages import rows
from tests.testapp.models import HomePage, JournalEntry, JournalEntryAuthor
from wagtail_therapy.blog import querysets
from wagtail_therapy.content.visibility import specific_pages
from wagtail_therapy.pages.models import BlogPostPage


@pytest.fixture
def blog(site):
    return rows.blog(site)


@pytest.fixture
def orla(site):
    return rows.author("Orla")


def titles(found):
    return [post.title for post in found]


def change(post, **fields):
    BlogPostPage.objects.filter(pk=post.pk).update(**fields)
    return post


@pytest.fixture
def hidden(blog, orla, search_index):
    """Posts that no stranger may see, each for another reason, all of one category and tag."""
    place = {"categories": [rows.category("Hidden")], "tags": ["hidden"]}
    rows.post(blog, orla, title="Draft", live=False, **place)
    tomorrow = timezone.now() + timedelta(days=1)
    rows.post(blog, orla, title="Scheduled", live=False, go_live_at=tomorrow, **place)
    change(rows.post(blog, orla, title="Of tomorrow", **place), first_published_at=tomorrow)
    rows.post(blog, orla, title="Withdrawn", **place).unpublish()
    for kind in ("login", "password", "groups"):
        post = rows.post(blog, orla, title=f"For {kind}", **place)
        PageViewRestriction.objects.create(page=post, restriction_type=kind, password="x")


@pytest.mark.usefixtures("hidden")
def test_readable_posts_are_those_a_stranger_may_see(blog, orla):
    rows.post(blog, orla, title="Open")

    assert titles(blog.get_posts()) == ["Open"]


@pytest.mark.usefixtures("hidden")
@pytest.mark.parametrize(
    "address", ["", "feed/", "category/hidden/", "search/?q=hidden+post", "2026/"]
)
def test_nothing_of_hidden_posts_is_shown(blog, client, address):
    response = client.get(blog.url + address)

    shown = response.content.decode()
    assert [title for title in ("Draft", "Of tomorrow", "For login") if title in shown] == []


@pytest.mark.usefixtures("hidden")
@pytest.mark.parametrize("address", ["tag/hidden/", "author/orla/"])
def test_archive_of_hidden_posts_is_not_there(blog, client, address):
    assert client.get(blog.url + address).status_code == 404


def test_posts_of_a_private_blog_are_hidden_with_it(blog, orla, site):
    rows.post(blog, orla)
    PageViewRestriction.objects.create(page=blog, restriction_type="login")

    assert titles(querysets.public_posts_on(site, blog.locale_id)) == []


def test_posts_of_another_site_stay_there(site, blog, orla):
    rows.post(blog, orla, title="Ours")
    other = site.root_page.get_parent().add_child(instance=HomePage(title="Other", slug="other"))
    theirs = Site.objects.create(hostname="other.example", root_page=other)
    rows.post(rows.blog(theirs), orla, title="Theirs")

    assert titles(querysets.public_posts_on(site, blog.locale_id)) == ["Ours"]
    assert titles(querysets.public_posts_on(theirs, blog.locale_id)) == ["Theirs"]


def test_posts_of_another_language_stay_there(site, blog, orla):
    post = rows.post(blog, orla)
    german = Locale.objects.create(language_code="de")
    rows.publish(post.copy_for_translation(german, copy_parents=True))

    assert [page.locale for page in querysets.public_posts_on(site, german.pk)] == [german]
    assert [page.pk for page in querysets.public_posts_on(site, blog.locale_id)] == [post.pk]


def test_posts_of_every_page_type_are_found(site, blog, orla):
    entry = JournalEntry(title="Theirs")
    entry.post_authors = [JournalEntryAuthor(author=orla)]
    site.root_page.add_child(instance=entry)
    ours = rows.post(blog, orla, title="Ours")

    found = querysets.public_posts_on(site, blog.locale_id)
    assert specific_pages(querysets.by_author(found, orla)) == [ours, entry]


def test_posts_between_two_days_are_counted_by_the_hosts_clock(blog, orla):
    zone = timezone.get_current_timezone()
    for hour, title in [(0, "First"), (23, "Last")]:
        moment = timezone.datetime(2026, 7, 31, hour, 30, tzinfo=zone)
        change(rows.post(blog, orla, title=title), first_published_at=moment)

    july = querysets.published_between(blog.get_posts(), date(2026, 7, 1), date(2026, 8, 1))
    assert titles(july) == ["Last", "First"]


def test_chosen_posts_keep_their_order_and_lose_those_that_are_gone(blog, orla):
    one, two, gone = (rows.post(blog, orla, title=title) for title in ("One", "Two", "Gone"))
    blog.pinned = [("post", gone), ("post", two), ("post", one)]
    blog.save()
    gone.delete()
    blog.refresh_from_db()

    assert querysets.chosen_public_posts(blog.pinned, blog.get_site(), blog.locale_id) == [two, one]


def test_first_posts_are_in_the_order_of_all(site):
    blog, orla = rows.blog(site), rows.author("Orla")
    for month in (2, 3, 1):
        rows.post(blog, orla, first_published_at=datetime(2026, month, 1, tzinfo=UTC))
    posts = blog.get_posts()
    assert querysets.newest(posts, 0, 2) == list(posts[:2])
    assert querysets.newest(posts, 1, 5) == list(posts[1:])

    undated = rows.post(blog, orla, live=False)
    BlogPostPage.objects.filter(pk=undated.pk).update(live=True, first_published_at=None)
    posts = blog.get_posts()
    assert querysets.newest(posts, 0, 2) == list(posts[:2])
    assert [one.pk for one in querysets.newest(posts, 0, 9)][-1] == undated.pk
