"""Adding a reader by hand, in the admin."""

import pytest

from tests.newsletter import editors, rows
from tests.sites import add_site
from wagtail_therapy.newsletter.models import Subscriber
from wagtail_therapy.newsletter.readers import subscriptions

ADD = "/admin/therapy/subscribers/add/"
PERMISSIONS = ["view_subscriber", "change_subscriber"]
FILLED_IN = {
    "address": "Jane.Doe@mail.example",
    "agreed_date": "2026-03-02",
    "statement": "On paper, in the waiting room",
    "language": "en",
}


@pytest.fixture
def keeper(site):
    return editors.member(site, site_permissions=PERMISSIONS)


def errors(response):
    return [one.get_text(strip=True) for one in editors.parsed(response).select(".error-message")]


def test_reader_is_added_with_where_and_when_they_agreed(site, keeper):
    response = keeper.post(ADD, FILLED_IN)
    reader = Subscriber.objects.get()
    assert response["Location"] == f"/admin/therapy/subscribers/{reader.pk}/"
    proof = reader.consent_events.get()
    user = editors.user_of("member@host.example")
    assert (proof.consent_text.text, proof.by) == (
        "On paper, in the waiting room (2026-03-02)",
        f"user {user.pk}",
    )


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"address": "jane"}, "Enter an email address in full, like name@example.com"),
        ({"address": ""}, "Enter an email address."),
        ({"agreed_date": "2999-01-01"}, "This date is in the future."),
        (
            {"statement": "jane.doe@mail.example said so"},
            "Leave the address out: this text is kept when it’s deleted.",
        ),
        ({"statement": ""}, "This field is required."),
    ],
)
def test_invalid_form_shows_the_error_and_keeps_all_values(keeper, changes, message):
    response = keeper.post(ADD, FILLED_IN | changes)
    assert (errors(response), Subscriber.objects.count()) == ([message], 0)
    kept = FILLED_IN | changes
    assert kept["language"] in response.text
    assert all(value in response.text for value in kept.values() if value)


def test_reader_who_left_is_refused_with_the_reason(site, keeper):
    subscriptions.unsubscribe(rows.subscriber(site, FILLED_IN["address"].lower()), "link")
    [message] = errors(keeper.post(ADD, FILLED_IN))
    assert message.startswith(
        "This address can’t be added. They left your list. Only they can come"
    )


def test_reader_on_the_list_is_refused(site, keeper):
    rows.subscriber(site, FILLED_IN["address"].lower())
    assert errors(keeper.post(ADD, FILLED_IN)) == ["This address is on the list already."]


def test_site_is_chosen_among_those_whose_readers_one_may_change(editor_client, site):
    other = add_site("other.example", slug="other")
    editor_client.post(ADD, FILLED_IN | {"site": other.pk})
    assert Subscriber.objects.get().site == other


def test_list_of_another_site_is_refused(site, keeper):
    other = add_site("other.example", slug="other")
    keeper.post(ADD, FILLED_IN | {"site": other.pk})
    assert Subscriber.objects.count() == 0


@pytest.mark.parametrize("permissions", [["view_subscriber"], ["change_subscriber"]])
def test_people_who_may_not_change_readers_are_refused(site, permissions):
    client = editors.member(site, site_permissions=permissions)
    assert client.post(ADD, FILLED_IN)["Location"] == "/admin/"
