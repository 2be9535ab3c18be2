import pytest
from django.core.cache import cache
from wagtail.models import Locale
from wagtail.signal_handlers import disable_reference_index_auto_update

from tests.newsletter import rows
from tests.testapp.models import JournalEntry, JournalEntryAuthor
from wagtail_therapy.authors.models import Author
from wagtail_therapy.newsletter import posts
from wagtail_therapy.newsletter.models import PostMailIntent
from wagtail_therapy.practice.models import PracticeSettings


@pytest.fixture(autouse=True)
def no_counted_requests():
    cache.clear()


@pytest.fixture(autouse=True)
def quick_pages(settings):
    """Save pages without the indexes of Wagtail that no test here looks into."""
    backend = {"BACKEND": "wagtail.search.backends.database", "AUTO_UPDATE": False}
    settings.WAGTAILSEARCH_BACKENDS = {"default": backend}
    with disable_reference_index_auto_update():
        yield


@pytest.fixture
def therapy(settings):
    """Return a function that overrides our settings for this test."""

    def override(**values):
        settings.WAGTAIL_THERAPY = settings.WAGTAIL_THERAPY | values

    return override


@pytest.fixture
def use(settings):
    """Return a function that makes Django send in another way."""

    def use(changes):
        for name, value in changes.items():
            setattr(settings, name, value)

    return use


@pytest.fixture
def practice(site):
    """A practice that has told who it is, so that it may send mail."""
    return PracticeSettings.objects.create(
        site=site,
        name="Foreign Practice",
        postal_address="1 Host Street\nHarrow Bay",
        sender_name="Foreign Practice",
        sender_email="posts@host.example",
    )


@pytest.fixture
def author(site):
    return Author.objects.create(name="Ada Example", locale=Locale.get_default())


@pytest.fixture
def make_post(site, author):
    """Return a function that makes a draft of the host's own post type."""

    def make(title="On endings", *, choice=PostMailIntent.Choice.SEND, **fields):
        fields = {"live": False, "excerpt": "A short excerpt."} | fields
        post = JournalEntry(title=title, **fields)
        post.post_authors = [JournalEntryAuthor(author=author)]
        site.root_page.add_child(instance=post)
        if choice:
            rows.answer(post, choice)
        return post

    return make


@pytest.fixture
def mailing(practice, make_post):
    """A held mailing, whose hold is over."""
    posts.queue_for_page(make_post(live=True))
    return rows.end_hold()


@pytest.fixture
def ready(mailing, site, smtp_server):
    """A mailing to three readers that a worker may begin with."""
    rows.subscribers(site, 3)
    return mailing
