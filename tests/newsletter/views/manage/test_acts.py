"""A new address, a file, erasure, a reason: what needs a fresh link or can't be taken back."""

import pytest

from tests.newsletter import rows, visitors
from tests.newsletter.views.manage.pages import (
    INVALID,
    LEFT,
    NEW,
    PAGE,
    link,
    new_link,
    own_link,
    seen,
    status,
)
from tests.newsletter.visitors import ADDRESS
from wagtail_therapy.newsletter import tokens
from wagtail_therapy.newsletter.models import (
    ConsentEvent,
    FormerLink,
    LeavingReason,
    Subscriber,
)


def test_new_address_is_asked_for_and_confirmed(client, reader):
    own = own_link(reader)
    response = client.post(own, {"act": "new-address", "new_email": f" {NEW} "})
    assert status(response).startswith("An email is on its way to your new address.")
    reader.refresh_from_db()
    url = new_link(reader)

    assert seen(client.get(url)) == (200, "Confirm your new address")
    assert Subscriber.objects.get().email == ADDRESS
    assert [seen(client.post(url)) for _ in range(2)] == [(200, "Your address has changed")] * 2
    assert Subscriber.objects.get().email == NEW
    # The fresh link went to the former address.
    assert (seen(client.get(own)), seen(client.get(link(reader)))) == (INVALID, PAGE)


def test_answer_to_a_new_address_does_not_reveal_its_status(client, reader, site):
    answers = {}
    for state in visitors.STATES:
        address = f"{state}@mail.example"
        visitors.add_reader(site, state, address)
        url = own_link(reader)
        response = client.post(url, {"act": "new-address", "new_email": address})
        answers[state] = visitors.answer(response)
    assert answers == dict.fromkeys(answers, answers["unknown"])


@pytest.mark.parametrize("typed", ["", "no address", "ü@mail.example", "x" * 2000])
def test_new_address_that_cannot_be_is_refused(client, reader, typed):
    response = client.post(own_link(reader), {"act": "new-address", "new_email": typed})
    assert (response.status_code, bool(status(response))) == (200, True)
    assert Subscriber.objects.get().new_email == ""


def test_same_address_is_no_change(client, reader):
    response = client.post(own_link(reader), {"act": "new-address", "new_email": ADDRESS.upper()})
    assert status(response) == "This is your address already. Nothing has changed."


def test_download_is_what_we_have_on_this_site(client, reader):
    response = client.post(own_link(reader), {"act": "download"})
    assert response["Content-Disposition"] == 'attachment; filename="subscription.json"'
    [found] = response.json()["sites"]
    assert (response.json()["address"], found["site"]) == (ADDRESS, reader.site.hostname)
    assert found["rows"]["subscriber"][0]["email"] == ADDRESS


def test_erasure_asks_whether_the_reader_is_sure(client, reader):
    response = client.post(own_link(reader), {"act": "erase"})
    assert status(response) == "Tick the box if you want to delete everything."
    assert Subscriber.objects.count() == 1


def test_erasure_leaves_no_address(client, reader):
    url = own_link(reader)
    response = client.post(url, {"act": "erase", "is_sure": "on"})
    assert seen(response) == (200, "Everything is deleted")
    assert ADDRESS not in str(visitors.everything())
    assert list(ConsentEvent.objects.values_list("kind", "method")) == [("erased", "link")]
    assert seen(client.get(url)) == INVALID


def test_reader_who_became_one_with_another_manages_that_one(client, reader, site):
    former = rows.subscriber(site, "other@mail.example")
    url = link(former)
    FormerLink.objects.create(uuid=former.uuid, subscriber=reader)
    former.delete()
    client.post(url, {"act": "frequency", "frequency": "weekly"})
    reader.refresh_from_db()
    assert reader.frequency == "weekly"


@pytest.mark.parametrize("way", ["unsubscribe", "manage", "erase"])
def test_reason_is_counted_without_the_reader(client, reader, way):
    ways = {
        "unsubscribe": (f"/newsletter/unsubscribe/{tokens.unsubscribe_token(reader)}/", {}),
        "manage": (link(reader), {"act": "unsubscribe"}),
        "erase": (own_link(reader), {"act": "erase", "is_sure": "on"}),
    }
    form = visitors.parsed(client.post(*ways[way])).select_one("form[action]")
    token = form.select_one("input[name=token]")["value"]
    sent = {"token": token, "reason": "too-many"}

    # A double click is one reader.
    answers = [seen(client.post(form["action"], sent)) for _ in range(2)]
    assert answers == [(200, "Thank you")] * 2
    [row] = LeavingReason.objects.values()
    assert (row["reason"], row["number"], row["month"].day) == ("too-many", 1, 1)


@pytest.mark.parametrize("reason", ["", "nonsense"])
def test_reason_that_there_is_not_is_asked_for_again(client, reader, reason):
    client.post(link(reader), {"act": "unsubscribe"})
    sent = {"token": tokens.unsubscribe_token(reader), "reason": reason}
    response = client.post("/newsletter/reason/", sent)
    assert (seen(response), status(response)) == (LEFT, "Choose a reason, or close this page.")
    assert LeavingReason.objects.count() == 0


def test_reason_is_not_counted_of_readers_who_are_still_there_or_for_forged_links(client, reader):
    for token in (tokens.unsubscribe_token(reader), "forged", ""):
        sent = {"token": token, "reason": "other"}
        assert seen(client.post("/newsletter/reason/", sent)) == INVALID
    assert LeavingReason.objects.count() == 0
