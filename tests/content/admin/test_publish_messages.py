"""Messages about pages that a user has just published in any way, and how often they are shown."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from wagtail import hooks

from tests.pages.api import HAS_ADMIN_API
from tests.testapp.models import HomePage
from wagtail_therapy.content.admin import publish_messages

BULK = "/admin/bulk/wagtailcore/page/publish/"


@pytest.fixture
def announced():
    """The titles of the pages that are announced."""
    titles = []

    def tell(request, page):
        titles.append(page.title)

    with hooks.register_temporarily(publish_messages.AFTER_PUBLISH_HOOK, tell):
        yield titles


@pytest.fixture
def drafts(site):
    return [
        site.root_page.add_child(instance=HomePage(title=title, live=False))
        for title in ("First", "Second")
    ]


def test_pages_published_in_bulk_are_announced_once(editor_client, drafts, announced):
    query = "&".join(f"id={page.pk}" for page in drafts)
    editor_client.post(f"{BULK}?{query}")
    assert announced == ["First", "Second"]

    editor_client.get("/admin/")
    assert announced == ["First", "Second"]


@HAS_ADMIN_API
@pytest.mark.parametrize("where", ["/admin/", "/admin/pages/{pk}/edit/"])
def test_page_published_without_a_wagtail_hook_is_announced_on_the_next_page(
    editor_client, drafts, announced, where
):
    draft, _other = drafts
    editor_client.post(f"/admin/api/main/pages/{draft.pk}/action/publish/")
    assert announced == []

    editor_client.get(where.format(pk=draft.pk))
    assert announced == ["First"]


def test_live_copy_is_announced(editor_client, site, announced):
    page = site.root_page.add_child(instance=HomePage(title="First"))
    parent = {"new_parent_page": site.root_page.pk, "publish_copies": "on"}
    data = {"new_title": "A copy", "new_slug": "copy", "copy_subpages": ""} | parent
    editor_client.post(f"/admin/pages/{page.pk}/copy/", data)
    assert announced == ["A copy"]


def test_pages_are_announced_only_to_the_user_who_published_them(
    editor_client, django_user_model, drafts, announced
):
    other = django_user_model.objects.create_superuser("other@host.example", "known to everybody")
    drafts[0].save_revision().publish(user=other)
    editor_client.get("/admin/")
    assert announced == []

    client = Client()
    client.force_login(other)
    client.get("/admin/")
    assert announced == ["First"]


def test_what_was_published_a_while_ago_is_no_news(
    editor, editor_client, drafts, announced, time_machine
):
    drafts[0].save_revision().publish(user=editor)
    time_machine.move_to(timezone.now() + publish_messages.RECENT + timedelta(seconds=1))
    editor_client.get("/admin/")
    assert announced == []


def test_deleted_page_gets_no_publish_message(editor, editor_client, drafts, announced):
    drafts[0].save_revision().publish(user=editor)
    drafts[0].delete()
    assert editor_client.get("/admin/").status_code == 200
    assert announced == []
