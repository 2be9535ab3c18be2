"""The reconciler: posts that are live and wanted, but whose signal was lost."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from tests.newsletter import rows
from tests.testapp.models import JournalEntry
from wagtail_therapy.newsletter.models import Mailing, PostMailIntent
from wagtail_therapy.newsletter.sending import deliveries, mailed_pages, mailings

Choice = PostMailIntent.Choice


def ago(**time):
    return timezone.now() - timedelta(**time)


def make_live(post, when, **changes):
    """Make a post live as a process does that dies before it sends the signal."""
    JournalEntry.objects.filter(pk=post.pk).update(live=True, last_published_at=when, **changes)


def missed():
    return [mailing.page_id for mailing in mailed_pages.queue_missed()]


def test_queue_missed_finds_what_a_lost_signal_left_behind(make_post):
    post = make_post()
    make_live(post, timezone.now())
    assert (missed(), missed()) == ([post.pk], [])
    assert Mailing.objects.get().state == Mailing.State.HELD


def test_sweep_queues_what_was_missed(make_post):
    make_live(make_post(), timezone.now())
    deliveries.sweep()
    assert Mailing.objects.count() == 1


def test_queue_missed_leaves_a_post_alone_whose_editor_changed_the_answer_later(make_post):
    """A draft that says yes is a plan: only publishing it is the decision."""
    post = make_post(choice=Choice.DONT)
    rows.publish(post)
    PostMailIntent.objects.update(choice=Choice.SEND, set_at=timezone.now() + timedelta(seconds=1))
    assert missed() == []


@pytest.mark.parametrize("choice", [None, Choice.DONT])
def test_queue_missed_asks_for_a_yes(make_post, choice):
    make_live(make_post(choice=choice), timezone.now())
    assert missed() == []


def test_queue_missed_leaves_old_posts_alone(make_post):
    post = make_post()
    PostMailIntent.objects.update(set_at=ago(hours=50))
    make_live(post, ago(hours=49))
    assert missed() == []


def test_queue_missed_finds_a_post_that_was_scheduled_long_before(make_post):
    post = make_post()
    PostMailIntent.objects.update(set_at=ago(days=30))
    make_live(post, ago(hours=1))
    assert missed() == [post.pk]


def test_queue_missed_leaves_drafts_aliases_and_private_posts_alone(make_post, site):
    make_post("A draft")
    original = make_post("The original", choice=None)
    alias = make_post("An alias")
    make_live(alias, timezone.now(), alias_of_id=original.pk)
    private = make_post("Private")
    make_live(private, timezone.now())
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    assert missed() == []


def test_queue_missed_leaves_cancelled_mailings_alone(make_post):
    rows.publish(make_post())
    mailings.cancel(Mailing.objects.get())
    assert missed() == []


def test_queue_missed_asks_the_same_however_many_posts_there_are(
    make_post, django_assert_num_queries
):
    page_types = 2
    for number in range(3):
        rows.publish(make_post(f"Post {number}"))
    with django_assert_num_queries(page_types):
        assert missed() == []
