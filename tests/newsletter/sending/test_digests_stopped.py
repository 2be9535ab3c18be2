"""What becomes of posts in digests that are stopped, or that lose posts or readers."""

from datetime import timedelta

import pytest
from wagtail.models import PageViewRestriction

from tests.newsletter import rows
from tests.newsletter.digests import (
    A_WEEK,
    MONDAY,
    MONTHLY,
    hide,
    posts,
    reader,
    send,
)
from wagtail_therapy.newsletter.models import (
    DigestEntry,
    Mailing,
    Subscriber,
)
from wagtail_therapy.newsletter.sending import deliveries, digests, mailings

State = Mailing.State


@pytest.mark.parametrize("status", ["unsubscribed", "suppressed", "paused"])
def test_readers_who_want_no_email_are_owed_nothing_any_more(site, make_sent, travel, status):
    gone, other = reader(site, "gone"), reader(site, "other", MONTHLY)
    make_sent()
    Subscriber.objects.update(status=status)
    travel(MONDAY)
    assert digests.make_due() == []
    left = list(DigestEntry.objects.values_list("subscriber", flat=True))
    assert (left, gone.pk in left) == ([other.pk], False)


def test_reader_who_leaves_during_the_hold_gets_nothing(site, make_sent, travel, mailoutbox):
    leaves, _stays = reader(site, "leaves"), reader(site, "stays")
    make_sent()
    travel(MONDAY)
    [digest] = digests.make_due()
    leaves.unsubscribe()
    send(digest)
    assert [message.to for message in mailoutbox] == [["stays@mail.example"]]
    assert (digest.total, digest.excluded, digest.state) == (1, 1, State.FINISHED)


@pytest.mark.parametrize("withdraw", [hide, lambda post: post.page.unpublish()])
def test_posts_that_are_not_public_wait(site, make_sent, travel, mailoutbox, withdraw):
    reader(site)
    stays, hidden = make_sent(), make_sent()
    travel(MONDAY)
    [digest] = digests.make_due()
    withdraw(hidden)
    send(digest)
    assert posts(digest) == {stays}
    assert [entry.mailing for entry in DigestEntry.objects.owed(site)] == [hidden]

    travel(MONDAY + A_WEEK)
    assert digests.make_due() == []
    PageViewRestriction.objects.all().delete()
    hidden.page.refresh_from_db()
    rows.publish(hidden.page.specific)
    travel(MONDAY + 2 * A_WEEK)
    [digest] = digests.make_due()
    send(digest)
    assert posts(digest) == {hidden}
    assert len(mailoutbox) == 2


def test_digest_without_a_public_post_is_cancelled(site, make_sent, travel):
    reader(site)
    post = make_sent()
    travel(MONDAY)
    [digest] = digests.make_due()
    hide(post)
    send(digest)
    assert (digest.state, digest.is_cancelled_by_person) == (State.CANCELLED, False)
    assert DigestEntry.objects.owed(site).count() == 1


def test_withdrawn_posts_are_forgotten_in_time(site, make_sent, travel):
    reader(site)
    hidden, deleted, public = make_sent(), make_sent(), make_sent()
    hide(hidden)
    deleted.page.delete()
    travel(MONDAY + timedelta(days=56))
    [digest] = digests.make_due()
    mailings.cancel(digest)
    left = DigestEntry.objects.values_list("mailing", flat=True)
    assert set(left) == {hidden.pk, public.pk}
    travel(MONDAY + timedelta(days=63))
    [digest] = digests.make_due()
    assert posts(digest) == {public}
    assert set(DigestEntry.objects.values_list("mailing", flat=True)) == {public.pk}


@pytest.mark.parametrize("how", ["cancelled", "expired"])
def test_posts_of_a_digest_that_never_began_are_in_the_next(site, make_sent, travel, editor, how):
    reader(site)
    post = make_sent()
    travel(MONDAY)
    [digest] = digests.make_due()
    if how == "cancelled":
        mailings.cancel(digest, editor)
    else:
        travel(MONDAY + timedelta(days=3))
        send(digest)
    assert digest.state == how
    assert not mailings.may_be_rescheduled(digest)

    travel(MONDAY + A_WEEK)
    [again] = digests.make_due()
    assert posts(again) == {post}


def test_paused_digest_goes_on_with_the_same_readers(site, make_sent, travel, editor, mailoutbox):
    reader(site)
    post = make_sent()
    travel(MONDAY)
    [digest] = digests.make_due()
    mailings.pause(digest, "By hand.", editor)
    second = make_sent()
    travel(MONDAY + A_WEEK)
    [other] = digests.make_due()
    mailings.resume(digest, editor)
    send(digest)
    send(other)
    assert (posts(digest), posts(other)) == ({post}, {second})
    assert [message.to for message in mailoutbox] == [["reader@mail.example"]] * 2


def test_cancelled_email_of_a_post_is_in_no_digest(site, make_mailing, travel, editor):
    reader(site)
    rows.subscriber(site, "instant@mail.example")
    mailing = make_mailing()
    Mailing.objects.update(not_before=mailing.created_at)
    mailing.refresh_from_db()
    deliveries.preparation.prepare(mailing)
    assert (mailing.total, mailing.digest_readers) == (1, 1)
    mailings.cancel(mailing, editor)
    assert (mailing.digest_readers, DigestEntry.objects.count()) == (0, 0)
