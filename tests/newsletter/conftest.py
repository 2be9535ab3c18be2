import functools
import json
from datetime import timedelta

import botocore.session
import pytest
import redis
from django.core.cache import cache
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Locale

from tests.celery_app import app
from tests.newsletter import provider_reports, provider_server, publishing, rows
from tests.newsletter.clocks import true_time
from tests.newsletter.management.subcommands.processes import TherapyMail
from tests.processes import purge_queues
from tests.testapp.models import JournalEntry, JournalEntryAuthor
from wagtail_therapy.authors.models import Author
from wagtail_therapy.newsletter.copy_detection import state_dir
from wagtail_therapy.newsletter.models import Mailing, PostMailIntent
from wagtail_therapy.newsletter.sending import mailed_pages
from wagtail_therapy.practice.models import PracticeSettings

# Where kombu keeps what has another priority than 0.
LANES = ["\x06\x163", "\x06\x166", "\x06\x169"]

load_once = functools.cache(botocore.session.create_loader)


@pytest.fixture(autouse=True)
def no_counted_requests():
    cache.clear()


@pytest.fixture
def stopped_clock(time_machine):
    """The system's clock does not move on, so that a wait is as long as was asked for."""
    time_machine.move_to(timezone.now(), tick=False)


@pytest.fixture
def set_host(time_machine):
    """Return a function that sets this host's clock so many minutes ahead of the database's."""

    def set_host(minutes):
        time_machine.move_to(true_time() + timedelta(minutes=minutes))

    return set_host


@pytest.fixture(params=[10, -10], ids=["ahead", "behind"])
def host(request, set_host):
    """This host's clock is ten minutes ahead, or behind."""
    set_host(request.param)
    return request.param


@pytest.fixture
def therapy(settings):
    """Return a function that overrides our settings for this test."""

    def override(**values):
        settings.WAGTAIL_THERAPY = settings.WAGTAIL_THERAPY | values

    return override


@pytest.fixture
def rotate_secret_key(settings):
    """Return a function that gives Django a new key, as its documentation says."""

    def rotate_secret_key(key="another"):
        settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
        settings.SECRET_KEY = key

    return rotate_secret_key


@pytest.fixture
def use_mail_settings(settings):
    """Return a function that makes Django send in another way."""

    def use_mail_settings(changes):
        for name, value in changes.items():
            setattr(settings, name, value)

    return use_mail_settings


@pytest.fixture
def practice(site):
    """A practice with a sender and an address, so that it may send email."""
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
def ada(site):
    """An editor, who may not publish."""
    return publishing.person(site, "ada", "add_page", "change_page")


@pytest.fixture
def mo(site):
    """A moderator, who may."""
    return publishing.person(site, "mo", "change_page", "publish_page")


@pytest.fixture
def mailing(practice, make_post):
    """A held mailing, whose hold is over."""
    mailed_pages.queue_for_page(make_post(live=True))
    return rows.end_hold()


@pytest.fixture
def ready_mailing(mailing, site, smtp_server):
    """A mailing to three readers that a worker may begin with."""
    rows.subscribers(site, 3)
    return mailing


@pytest.fixture
def make_mailing(practice, make_post):
    """Return a function that queues the mailing of a new post."""
    return lambda: mailed_pages.queue_for_page(make_post(live=True))


@pytest.fixture
def run_mail(practice, mailoutbox):
    """Return a function that sends the mail that is due and returns its recipients."""

    def run():
        before = len(mailoutbox)
        call_command("therapy_mail", "run")
        return [message.to[0] for message in mailoutbox[before:]]

    return run


@pytest.fixture
def therapy_mail(fork_server, smtp_server, tmp_path):
    """Starts the command in a process of its own: ``.run()``, ``.run_on_a_terminal()``."""
    return TherapyMail(fork_server, smtp_server, tmp_path)


@pytest.fixture
def state_folder(therapy, tmp_path):
    """The folder of MAIL_STATE_DIR, which does not exist yet."""
    therapy(MAIL_STATE_DIR=tmp_path / "state")
    return tmp_path / "state"


@pytest.fixture
def no_logged_faults():
    """Faults of that folder are logged once by each process, and the tests are one."""
    state_dir._logged.clear()


@pytest.fixture
def finished(mailing):
    """A mailing that is done, with one unknown delivery."""
    state = Mailing.State.FINISHED_WITH_UNKNOWN
    mailing.change_state([Mailing.State.HELD], state=state, total=1, unknown=1)
    return mailing


@pytest.fixture
def reader(site):
    return rows.subscriber(site, provider_reports.ADDRESS)


@pytest.fixture
def delivery(finished, reader):
    """The unknown delivery of the finished mailing."""
    return provider_reports.delivered_to(reader, finished)


@pytest.fixture
def provider():
    """A mail provider that answers nothing useful yet."""
    with provider_server.serve() as provider:
        yield provider


@pytest.fixture
def fast_amazon_client(monkeypatch):
    """Amazon's client reads the description of an API once, which takes most of its time."""
    monkeypatch.setattr(botocore.session, "create_loader", load_once)


@pytest.fixture
def queue(settings):
    """Return a function that takes what is queued in Redis, in the order of a worker."""
    purge_queues()
    server = redis.Redis.from_url(settings.REDIS_URL)

    def take(name="therapy_mail"):
        found = []
        while popped := server.brpop([name, *(name + lane for lane in LANES)], 0.01):
            _lane, item = popped
            message = json.loads(item)
            found.append((message["headers"]["task"], message["headers"]["kwargsrepr"]))
        return found

    yield take
    server.close()
    purge_queues()


@pytest.fixture
def no_redis(monkeypatch):
    monkeypatch.setattr(app.conf, "broker_url", "redis://127.0.0.1:1/0")


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """Return a context in which what waits for the commit is done at its end."""
    return lambda: django_capture_on_commit_callbacks(execute=True)
