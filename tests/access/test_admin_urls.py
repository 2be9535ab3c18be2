"""Each of our addresses in the admin, and each kind of user: for what is theirs and what is not."""

from copy import deepcopy

import pytest

from tests.access.admin_urls import addresses
from tests.access.expected_answers import BUTTONS, KINDS, TABLE, expected
from tests.access.sites import PEOPLE, Sites

# Whether a list has what is theirs and what is not; what came of asking for the one and the other.
LISTS = {(True, True): "all", (True, False): "own", (False, False): "yes"}
OBJECTS = {("yes", "yes"): "all", ("yes", "no"): "own"}


@pytest.fixture(scope="module")
def all_sites(make_once):
    return make_once(Sites)


@pytest.fixture
def sites(all_sites, db):
    return deepcopy(all_sites)


def test_each_of_our_addresses_has_a_row():
    assert sorted(address.name for address in addresses()) == sorted(TABLE)


def test_each_row_has_a_word_for_each_kind_of_user():
    assert {len(row.split()) for row in TABLE.values()} == {len(KINDS)}
    assert {person.kind for person in PEOPLE} == set(KINDS)


@pytest.mark.slow
@pytest.mark.parametrize("person", PEOPLE, ids=str)
def test_users_get_what_the_table_says(person, sites):
    client = sites.client_of(person)
    own, foreign = sites.places[person.own], sites.places[person.foreign]

    found = {one.name: word(client, one, sites, own, foreign) for one in addresses()}

    assert found == expected(person.kind, has_whole_site=person.own == "there")


def word(client, address, sites, own, foreign):
    """Ask for both, and say in a word of the table what came; else what came of each."""
    urls = [address.url(sites, place) for place in (own, foreign)]
    # What is at the same place for both is asked once.
    answers = [ask(client, url) for url in dict.fromkeys(urls)]
    outcomes = [outcome(answer) for answer in answers]
    if len(set(outcomes)) == 1 and outcomes[0] in ("login", "no"):
        return outcomes[0]
    if outcomes == ["yes"]:
        shown = [place.is_named_in(answers[0].text) for place in (own, foreign)]
        return LISTS.get(tuple(shown), shown)
    return OBJECTS.get(tuple(outcomes), outcomes)


def ask(client, url):
    is_button = url.strip("/").rpartition("/")[2] in BUTTONS
    return client.post(url) if is_button else client.get(url)


def outcome(response):
    if response.status_code == 302:
        goal = response["Location"].partition("?")[0]
        return {"/admin/login/": "login", "/admin/": "no"}.get(goal, "yes")
    return "yes" if response.status_code == 200 else response.status_code
