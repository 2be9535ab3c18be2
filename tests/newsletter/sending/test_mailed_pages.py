"""Whose answer counts when a post is published, whatever publishes it."""

import pytest
from django.contrib.auth import get_user_model

from tests.newsletter import editors, rows
from tests.testapp.models import HomePage
from wagtail_therapy.newsletter.models import Mailing, PostMailIntent
from wagtail_therapy.newsletter.sending import mailed_pages

Choice = PostMailIntent.Choice


def make_member(site, *page_permissions):
    editors.member(site, *page_permissions)
    return editors.user_of("member@host.example")


def published(post):
    """Publish a post; return whether it is mailed, and what is kept of the answer."""
    rows.publish(post)
    return Mailing.objects.exists(), PostMailIntent.objects.get().choice


@pytest.mark.parametrize(
    ("permissions", "result"),
    [
        (["change_page", "publish_page"], (True, Choice.SEND)),
        (["add_page", "change_page"], (False, Choice.ASKED)),
        ([], (False, Choice.ASKED)),
    ],
)
def test_yes_counts_when_its_giver_may_publish(site, make_post, permissions, result):
    post = make_post(choice=None)
    rows.answer(post, Choice.SEND, make_member(site, *permissions))
    assert published(post) == result


def test_yes_of_who_may_publish_elsewhere_is_a_wish(site, make_post):
    other = site.root_page.get_parent().add_child(instance=HomePage(title="Other", slug="other"))
    site.root_page, home = other, site.root_page
    member = make_member(site, "publish_page")
    site.root_page = home
    post = make_post(choice=None)
    rows.answer(post, Choice.SEND, member)
    assert published(post) == (False, Choice.ASKED)


@pytest.mark.parametrize("change", [{"is_active": False}, {"is_superuser": False}])
def test_yes_of_who_may_publish_no_more_is_a_wish(make_post, editor, change):
    post = make_post(choice=None)
    rows.answer(post, Choice.SEND, editor)
    get_user_model().objects.filter(pk=editor.pk).update(**change)
    assert published(post) == (False, Choice.ASKED)


def test_yes_of_a_deleted_user_is_a_wish(make_post, editor):
    post = make_post(choice=None)
    rows.answer(post, Choice.SEND, editor)
    editor.delete()
    assert published(post) == (False, Choice.ASKED)


def test_wish_is_no_yes_later_when_its_giver_may_publish_by_then(site, make_post):
    post = make_post(choice=None)
    member = make_member(site, "change_page")
    rows.answer(post, Choice.SEND, member)
    rows.publish(post)
    get_user_model().objects.filter(pk=member.pk).update(is_superuser=True)

    assert mailed_pages.queue_missed() == []
    assert published(post) == (False, Choice.ASKED)


def test_wish_does_not_take_up_what_was_withdrawn(site, make_post):
    post = rows.publish(make_post())
    post.unpublish()
    PostMailIntent.objects.update(set_by=make_member(site, "change_page"))
    post.refresh_from_db()
    rows.publish(post)
    assert Mailing.objects.get().state == Mailing.State.CANCELLED
