"""Our checks in Wagtail's content checker, which may be a host's own."""

import json
import re

import pytest
from wagtail.admin.userbar import AdminItem, ContentCheckerItem

from tests.pages import rows
from wagtail_therapy.content.content_checks import userbar
from wagtail_therapy.content.content_checks.registry import ContentCheck

LONG = ContentCheck("long", "Long paragraph", "Split it.", selector="p")


def configured(item):
    return item.get_axe_configuration(None)


def test_check_is_added_with_what_it_found():
    items = [AdminItem(), ContentCheckerItem()]

    userbar.add_checks(items, {LONG: ["One two"]})

    axe = configured(items[1])
    assert axe["spec"]["rules"][-1] == {
        "id": "therapy-long",
        "impact": "moderate",
        "selector": "p",
        "tags": ["best-practice"],
        "any": ["check-therapy-long"],
        "enabled": True,
    }
    assert axe["spec"]["checks"][-1] == {
        "id": "check-therapy-long",
        "options": {"places": ["One two"]},
    }
    assert axe["messages"]["therapy-long"] == {
        "error_name": "Long paragraph",
        "help_text": "Split it.",
    }
    assert axe["options"]["runOnly"] == [*ContentCheckerItem.axe_run_only, "therapy-long"]


def test_rules_of_a_host_stay():
    class HostsItem(ContentCheckerItem):
        axe_run_only = ["heading-order"]

        def get_axe_messages(self, request):
            return super().get_axe_messages(request) | {"heading-order": "Mind the order"}

    [item] = items = [HostsItem()]
    userbar.add_checks(items, {LONG: []})

    axe = configured(item)
    assert axe["options"]["runOnly"] == ["heading-order", "therapy-long"]
    assert axe["messages"]["heading-order"] == "Mind the order"


@pytest.mark.parametrize("chosen", [["wcag2a", "best-practice"], None])
def test_tags_of_a_host_are_not_mixed_with_names_of_rules(chosen):
    class HostsItem(ContentCheckerItem):
        axe_run_only = chosen

    [item] = items = [HostsItem()]
    userbar.add_checks(items, {LONG: []})

    assert configured(item)["options"].get("runOnly") == chosen


def test_checks_of_one_page_are_not_those_of_the_next():
    userbar.add_checks([ContentCheckerItem()], {LONG: ["One two"]})

    assert "therapy-long" not in configured(ContentCheckerItem())["messages"]


CONFIGURATION = re.compile(r'<script id="checker-axe-configuration"[^>]*>(.*?)</script>')


def shown_to(client, post):
    """Return what the checks have found, and whether their script is loaded."""
    html = client.get(post.url).content.decode()
    configuration = CONFIGURATION.search(html)
    checks = json.loads(configuration[1])["spec"]["checks"] if configuration else []
    places = {one["id"]: one.get("options", {}).get("places") for one in checks}
    found = {name: where for name, where in places.items() if where}
    return found, "admin/content_checks.js" in html


def test_editor_gets_the_checks_and_visitors_get_nothing(site, editor_client, client):
    post = rows.post(rows.blog(site), rows.author("Orla", live=False), excerpt="In short.")

    assert shown_to(editor_client, post) == (
        {"check-therapy-unpublished-bio": [""], "check-therapy-no-category": [""]},
        True,
    )
    assert shown_to(client, post) == ({}, False)
