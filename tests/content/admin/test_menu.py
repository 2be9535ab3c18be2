"""The menu "Practice", which has what the user may open of the apps that a site has."""

import json
import re
from html import unescape

import pytest

from tests.newsletter import editors
from tests.practice import ready_practice

HOME = "/admin/"
EDITOR = [
    "Authors",
    "Categories",
    "Concerns",
    "Guidelines",
    "Families of approaches",
    "Content notes",
    "Reviews",
    "Ready to go live?",
    "Record of processing",
    "Move from WordPress",
]


def labels(client, name):
    """Return what a menu of the admin leads to, as its script reads it; None where it is not."""
    html = client.get(HOME).content.decode()
    (props,) = re.findall(r'id="wagtail-sidebar-props"[^>]*>(.*?)</script>', html, re.DOTALL)
    return _find(json.loads(unescape(props)), name)


def _find(part, name):
    match part:
        case {"_type": "wagtail.sidebar.SubMenuItem", "_args": [{"name": found}, items]}:
            if found == name:
                return [one["_args"][0]["label"] for one in items]
    parts = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
    return next(filter(None, (_find(one, name) for one in parts)), None)


def test_menu_has_what_belongs_to_the_practice(site, editor_client):
    ready_practice.practice(site)
    assert labels(editor_client, "therapy-practice") == EDITOR


@pytest.mark.parametrize(
    ("permission", "shown"),
    [("change_category", ["Categories", "Reviews"]), ("view_author", ["Authors", "Reviews"])],
)
def test_menu_has_only_what_the_user_may_open(site, permission, shown):
    client = editors.member(site, "publish_page", model_permissions=[permission])
    assert labels(client, "therapy-practice") == shown


def test_menu_is_not_there_for_users_who_may_open_nothing_in_it(site):
    assert labels(editors.member(site), "therapy-practice") is None


def test_nothing_of_ours_is_in_another_menu_too(site, editor_client):
    reports = labels(editor_client, "reports")
    assert set(reports) & set(EDITOR) == set()
    assert (
        "/admin/snippets/wagtail_therapy"
        not in editor_client.get("/admin/snippets/").text.split("wagtail-sidebar-props")[0]
    )
