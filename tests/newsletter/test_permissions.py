"""Who may do what with a mailing, and with the readers of a site."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser, Group, Permission
from django.contrib.contenttypes.models import ContentType
from wagtail.models import GroupPagePermission, Page

from tests.newsletter import rows
from tests.sites import add_site
from tests.testapp.models import HomePage
from wagtail_therapy.newsletter import permissions
from wagtail_therapy.newsletter.models import Mailing


@pytest.fixture
def section(site):
    return site.root_page.add_child(instance=HomePage(title="Section", slug="section"))


@pytest.fixture
def in_section(section, make_post, practice):
    """The mailing of a post in the section."""
    post = make_post()
    post.move(section, pos="last-child")
    return queued(post)


@pytest.fixture
def beside(make_post, practice):
    """The mailing of a post beside the section."""
    return queued(make_post("Beside"))


def queued(post):
    post.refresh_from_db()
    rows.publish(post)
    return Mailing.objects.get(page=post)


def member(page=None, permission="publish_page"):
    user = get_user_model().objects.create_user("member@host.example", "known to everybody")
    if page:
        group = Group.objects.create(name="Members")
        held = Permission.objects.get(content_type__app_label="wagtailcore", codename=permission)
        GroupPagePermission.objects.create(group=group, page=page, permission=held)
        user.groups.add(group)
    return user


def manageable(user):
    """Return what the list has; each mailing on its own must give the same answer."""
    listed = set(permissions.manageable_mailings(user))
    assert listed == {one for one in Mailing.objects.all() if permissions.may_manage(one, user)}
    return listed


def test_publishers_manage_the_mailings_of_their_section_only(section, in_section, beside):
    assert manageable(member(section)) == {in_section}


def test_publishers_of_the_site_manage_all_of_its_mailings(site, in_section, beside):
    assert manageable(member(site.root_page)) == {in_section, beside}


def test_publishers_of_another_site_manage_none(in_section, beside):
    other = add_site("other.example", slug="other")
    assert manageable(member(other.root_page)) == set()


@pytest.mark.parametrize("permission", ["add_page", "change_page", "lock_page"])
def test_other_permissions_on_pages_are_not_enough(site, in_section, permission):
    user = member(site.root_page, permission)
    assert (manageable(user), permissions.may_manage_any(user)) == (set(), False)


def test_superusers_manage_all(editor, in_section, beside):
    in_section.page.delete()
    in_section.refresh_from_db()
    assert manageable(editor) == {in_section, beside}


def test_people_who_were_deactivated_manage_none(site, editor, in_section):
    former = member(site.root_page)
    for user in (former, editor):
        user.is_active = False
        assert manageable(user) == set()


def test_strangers_manage_none(in_section):
    assert permissions.may_manage(in_section, AnonymousUser()) is False


@pytest.mark.parametrize(
    ("place", "is_managed"), [("root", True), ("site", True), ("section", False), (None, False)]
)
def test_a_mailing_without_a_page_needs_the_right_to_publish_on_the_whole_site(
    site, section, in_section, place, is_managed
):
    in_section.page.delete()
    in_section.refresh_from_db()
    pages = {"root": Page.get_first_root_node(), "site": site.root_page, "section": section}
    assert manageable(member(pages.get(place))) == ({in_section} if is_managed else set())


def test_a_post_that_moved_is_managed_where_it_is_now(section, beside):
    user = member(section)
    beside.page.move(section, pos="last-child")
    beside.refresh_from_db()
    assert manageable(user) == {beside}


@pytest.fixture
def forgotten_types():
    """What the test makes Django keep of content types is not kept for the next one."""
    yield
    ContentType.objects.clear_cache()


@pytest.mark.usefixtures("forgotten_types")
def test_readers_permissions_know_their_model_after_a_flush(db):
    policy = permissions.subscriber_permission_policy
    before = policy._content_type
    ContentType.objects.filter(pk=before.pk).update(model="renamed")
    ContentType.objects.clear_cache()
    assert policy._content_type == ContentType.objects.get(model="subscriber")
    assert policy._content_type != before
