"""Which of Wagtail's many ways to publish start a mailing: the first wanted one, and no other."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Locale, PageViewRestriction

from tests.newsletter import rows
from tests.testapp.models import HomePage, JournalEntry
from wagtail_therapy.newsletter.models import Mailing, PostMailIntent
from wagtail_therapy.newsletter.sending import mailings

Choice = PostMailIntent.Choice
State = Mailing.State


def mailed():
    """Return the titles of the pages that have a mailing, and its state."""
    return [(mailing.page.title, mailing.state) for mailing in Mailing.objects.order_by("pk")]


HELD = [("On endings", State.HELD)]


def test_publishing_holds_a_mailing(make_post, editor):
    before = timezone.now()
    post = make_post()
    PostMailIntent.objects.update(set_by=editor)
    rows.publish(post)

    mailing = Mailing.objects.get()
    assert (mailing.page_id, mailing.state, mailing.total) == (post.pk, State.HELD, 0)
    assert (mailing.language, mailing.created_by) == ("en", editor)
    assert mailing.dedupe_key == f"post:{post.translation_key}:en"
    hold, stale = timedelta(minutes=10), timedelta(hours=48)
    assert before + hold <= mailing.not_before <= timezone.now() + hold
    assert mailing.not_after - mailing.not_before == stale


@pytest.mark.parametrize("choice", [None, Choice.DONT])
def test_publishing_starts_nothing_without_a_yes(make_post, choice):
    rows.publish(make_post(choice=choice))
    assert mailed() == []


def test_publishing_again_starts_nothing(make_post, caplog):
    post = rows.publish(make_post())
    Mailing.objects.update(state=State.FINISHED)
    rows.publish(post)
    rows.publish(post)
    assert mailed() == [("On endings", State.FINISHED)]
    ours = [record for record in caplog.records if record.name.startswith("wagtail_therapy")]
    assert ours == []


def test_publishing_costs_the_same_however_many_read(make_post, site):
    posts = [make_post(f"Post {number}") for number in range(3)]
    rows.publish(posts[0])
    counts = []
    for post in posts[1:]:
        revision = post.save_revision()
        with CaptureQueriesContext(connection) as queries:
            revision.publish()
        counts.append(len(queries))
        if len(counts) == 1:
            rows.subscribers(site, 30)
    assert (counts[0], Mailing.objects.count()) == (counts[1], 3)


def test_publishing_a_page_of_another_type_starts_nothing(site):
    page = site.root_page.add_child(instance=HomePage(title="Home", live=False))
    rows.answer(page, Choice.SEND)
    rows.publish(page)
    assert mailed() == []


def test_scheduling_starts_nothing_until_the_page_is_live(make_post, time_machine):
    post = make_post(go_live_at=timezone.now() + timedelta(hours=1))
    post.save_revision().publish()
    assert mailed() == []
    call_command("publish_scheduled")
    assert mailed() == []

    time_machine.move_to(post.go_live_at)
    call_command("publish_scheduled")
    assert mailed() == HELD


def test_unpublishing_cancels_and_publishing_again_takes_it_up(make_post):
    post = rows.publish(make_post())
    post.unpublish()
    assert mailed() == [("On endings", State.CANCELLED)]

    post.refresh_from_db()
    rows.publish(post)
    assert mailed() == HELD


def test_publishing_again_does_not_take_up_what_a_person_cancelled(make_post, editor):
    post = rows.publish(make_post())
    mailings.cancel(Mailing.objects.get(), user=editor)
    rows.publish(post)
    assert mailed() == [("On endings", State.CANCELLED)]


def test_unpublishing_a_post_that_was_never_mailed_is_fine(make_post):
    post = rows.publish(make_post(choice=None))
    post.unpublish()
    assert mailed() == []


def test_deleting_a_live_post_cancels(make_post):
    rows.publish(make_post()).delete()
    assert Mailing.objects.get().state == State.CANCELLED


def test_deleting_the_page_above_cancels(make_post, site):
    section = site.root_page.add_child(instance=HomePage(title="Section"))
    post = rows.publish(make_post())
    post.move(section, pos="last-child")
    HomePage.objects.get(pk=section.pk).delete()
    assert Mailing.objects.get().state == State.CANCELLED


def test_aliases_start_nothing(make_post, site):
    post = rows.publish(make_post())
    alias = post.create_alias(parent=site.root_page, update_slug="alias")
    rows.publish(post)
    alias.refresh_from_db()
    assert (alias.live, alias.alias_of_id) == (True, post.pk)
    assert mailed() == HELD


def test_live_copies_start_nothing(make_post):
    post = rows.publish(make_post())
    copy = post.copy(update_attrs={"title": "A copy", "slug": "copy"}, keep_live=True)
    assert copy.live is True
    rows.publish(copy)
    assert mailed() == HELD


def test_translations_are_asked_about_by_themselves(make_post, site, settings):
    settings.WAGTAIL_I18N_ENABLED = True
    german = Locale.objects.create(language_code="de")
    site.root_page.copy_for_translation(german)
    post = rows.publish(make_post())
    translation = post.copy_for_translation(german)
    translation.title = "Über das Ende"
    rows.publish(translation)
    assert mailed() == HELD

    rows.answer(translation, Choice.SEND)
    rows.publish(translation)
    assert mailed() == [*HELD, ("Über das Ende", State.HELD)]
    assert list(Mailing.objects.order_by("pk").values_list("language", flat=True)) == ["en", "de"]


def test_imported_pages_start_nothing(make_post):
    make_post("Imported", choice=None)
    page = JournalEntry.objects.get()
    page.live = True
    page.save()
    rows.publish(page)
    assert mailed() == []


@pytest.mark.parametrize("kind", [PageViewRestriction.LOGIN, PageViewRestriction.PASSWORD])
def test_publishing_behind_a_restriction_starts_nothing(make_post, site, kind):
    PageViewRestriction.objects.create(page=site.root_page, restriction_type=kind, password="x")
    rows.publish(make_post())
    assert mailed() == []


def test_publishing_outside_of_any_site_starts_nothing(make_post, site):
    post = make_post()
    site.delete()
    rows.publish(post)
    assert mailed() == []


@pytest.mark.usefixtures("broken_hold")
def test_a_fault_of_ours_does_not_reach_into_publishing(make_post, caplog):
    post = rows.publish(make_post())
    assert (post.live, mailed()) == (True, [])
    [record] = caplog.records
    assert record.getMessage() == f"The mailing of page {post.pk} could not be queued"


def test_a_fault_of_the_database_does_not_spoil_the_transaction_of_the_host(make_post, author):
    # Longer than a mailing has room for; PostgreSQL ends a transaction with such an error in it.
    long = Locale.objects.create(language_code="en-x-" + "private" * 5)
    post = make_post(choice=None, locale=long)
    rows.answer(post, Choice.SEND)
    with transaction.atomic():
        rows.publish(post)
    assert JournalEntry.objects.live().get() == post


@pytest.fixture
def broken_hold(therapy):
    therapy(MAIL_HOLD="ten minutes")


def test_publishing_in_a_transaction_that_is_rolled_back_leaves_nothing(
    make_post, django_capture_on_commit_callbacks
):
    post = make_post()
    with django_capture_on_commit_callbacks() as callbacks, transaction.atomic():
        rows.publish(post)
        assert mailed() == HELD
        transaction.set_rollback(True)
    assert (mailed(), callbacks) == ([], [])


def test_publishing_rings_once(make_post, django_capture_on_commit_callbacks):
    post = make_post()
    with django_capture_on_commit_callbacks() as callbacks:
        rows.publish(post)
        rows.publish(post)
    assert len([callback for callback in callbacks if "newsletter" in callback.__module__]) == 1
