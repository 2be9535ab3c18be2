"""Each of our public addresses, asked by strangers and by those who may do everything."""

from uuid import UUID

import pytest
from django.urls import get_resolver, reverse

# Without a valid token, or without a word of the settings that opens it.
TABLE = {
    "wagtail_therapy_newsletter:subscribe": 200,
    "wagtail_therapy_newsletter:confirm": 404,
    "wagtail_therapy_newsletter:digest": 404,
    "wagtail_therapy_newsletter:frequency": 404,
    "wagtail_therapy_newsletter:never_again": 404,
    "wagtail_therapy_newsletter:unsubscribe": 404,
    "wagtail_therapy_newsletter:weekly_note": 404,
    "wagtail_therapy_newsletter:manage_link": 200,
    "wagtail_therapy_newsletter:manage": 404,
    "wagtail_therapy_newsletter:manage_all": 404,
    "wagtail_therapy_newsletter:new_address": 404,
    "wagtail_therapy_newsletter:leaving_reason": 404,
    "wagtail_therapy_newsletter:health": 404,
    "wagtail_therapy_unsubscribe:unsubscribe": 404,
}
# What is no token.
ARGUMENTS = {
    "wagtail_therapy_newsletter:subscribe": [],
    "wagtail_therapy_newsletter:health": [],
    "wagtail_therapy_newsletter:manage_link": [],
    "wagtail_therapy_newsletter:leaving_reason": [],
    "wagtail_therapy_newsletter:digest": [UUID(int=0)],
}
NAMESPACES = ["wagtail_therapy_newsletter", "wagtail_therapy_unsubscribe"]


def names():
    for namespace in NAMESPACES:
        _prefix, resolver = get_resolver().namespace_dict[namespace]
        yield from (f"{namespace}:{one.name}" for one in resolver.url_patterns if one.name)


def status(client, name):
    args = ARGUMENTS.get(name, ["forged"])
    return client.get(reverse(name, args=args)).status_code


def test_each_of_our_public_addresses_has_a_row():
    assert sorted(names()) == sorted(TABLE)


@pytest.mark.parametrize("who", ["client", "editor_client"])
def test_visitors_get_what_the_table_says(site, request, who):
    client = request.getfixturevalue(who)
    assert {name: status(client, name) for name in TABLE} == TABLE
