"""What a group may do with readers, in Wagtail's form of the group."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from wagtail.models import GroupSitePermission

from tests.newsletter import editors
from tests.sites import add_site

CODENAMES = [
    "change_subscriber",
    "export_subscriber",
    "view_subscriber",
    "view_subscriber_address",
]


@pytest.fixture
def group(db):
    return Group.objects.create(name="Office")


@pytest.fixture
def other(site):
    return add_site("other.example", slug="other")


def form(client, group):
    return client.get(reverse("wagtailusers_groups:edit", args=[group.pk]))


def field(site):
    return f"therapy_reader_permissions-site_{site.pk}"


def ticked(client, group, site):
    boxes = editors.parsed(form(client, group)).select(f"input[name={field(site)}]")
    return [box["value"] for box in boxes if box.has_attr("checked")]


def submit(client, url, **chosen):
    """Send the form of a group unchanged, except for what is chosen."""
    page = editors.parsed(client.get(url))
    data = {
        box["name"]: box.get("value", "")
        for box in page.select("main form input[name]")
        if box.get("type") not in ("checkbox", "radio", "submit")
    }
    response = client.post(url, data | {"name": "Office"} | chosen)
    assert response.status_code == 302, editors.parsed(response).select_one("main").get_text()


def held(group):
    rows = GroupSitePermission.objects.filter(group=group).order_by("permission__codename")
    return [(row.site, row.permission.codename) for row in rows]


def test_form_has_a_row_of_boxes_for_each_site(editor_client, group, site, other):
    page = editors.parsed(form(editor_client, group))
    boxes = [
        sorted(box["value"] for box in page.select(f"input[name={field(one)}]"))
        for one in (site, other)
    ]
    assert boxes == [CODENAMES, CODENAMES]


def test_form_offers_the_permissions_for_all_sites_too(editor_client, group, site):
    values = {
        int(box["value"])
        for box in editors.parsed(form(editor_client, group)).select("input[name=permissions]")
    }
    ours = Permission.objects.filter(content_type__app_label="wagtail_therapy_newsletter")
    offered = ours.filter(pk__in=values).values_list("codename", flat=True)
    assert sorted(offered) == sorted([*CODENAMES, "change_newslettersettings"])


def test_what_is_ticked_is_held_on_that_site_only(editor_client, group, site, other):
    url = reverse("wagtailusers_groups:edit", args=[group.pk])
    submit(editor_client, url, **{field(other): ["view_subscriber", "export_subscriber"]})
    assert held(group) == [(other, "export_subscriber"), (other, "view_subscriber")]
    assert ticked(editor_client, group, site) == []
    assert ticked(editor_client, group, other) == ["view_subscriber", "export_subscriber"]


def test_what_is_unticked_is_taken_away_and_nothing_else(editor_client, group, site):
    settings = Permission.objects.get(codename="change_newslettersettings")
    GroupSitePermission.objects.create(group=group, site=site, permission=settings)
    url = reverse("wagtailusers_groups:edit", args=[group.pk])
    kept = {"wagtail_therapy_newsletter_newslettersettings_site_permissions-sites": [site.pk]}
    submit(editor_client, url, **kept, **{field(site): ["view_subscriber"]})
    assert held(group) == [(site, "change_newslettersettings"), (site, "view_subscriber")]
    submit(editor_client, url, **kept)
    assert held(group) == [(site, "change_newslettersettings")]


def test_a_new_group_may_get_them_at_once(editor_client, site):
    url = reverse("wagtailusers_groups:add")
    submit(editor_client, url, **{field(site): ["view_subscriber"]})
    assert held(Group.objects.get(name="Office")) == [(site, "view_subscriber")]


def test_a_permission_that_does_not_exist_is_refused(editor_client, group, site):
    url = reverse("wagtailusers_groups:edit", args=[group.pk])
    with pytest.raises(AssertionError, match="Select a valid choice"):
        submit(editor_client, url, **{field(site): ["add_subscriber"]})
    assert held(group) == []
