"""What is done for several readers at once, and who may do it."""

import pytest
from wagtail.models import ModelLogEntry

from tests.newsletter import editors, rows
from tests.sites import add_site
from wagtail_therapy.newsletter.models import Subscriber, Suppression

VIEW, CHANGE = "view_subscriber", "change_subscriber"
LIST = "/admin/therapy/subscribers/"
ACTS = ["ask_again", "unsubscribe", "never_again", "erase"]


@pytest.fixture
def keeper(site):
    return editors.member(site, site_permissions=[VIEW, CHANGE])


def url(action, readers):
    ids = "&".join(f"id={reader.pk}" for reader in readers)
    name = "wagtail_therapy_newsletter/subscriber"
    return f"/admin/bulk/{name}/{action}/?next={LIST}&{ids}"


def text(response):
    return " ".join(editors.parsed(response).get_text(" ").split())


def statuses():
    return sorted(Subscriber.objects.values_list("status", flat=True))


@pytest.mark.parametrize(
    ("action", "question", "done", "after"),
    [
        (
            "unsubscribe",
            "Unsubscribe 2 readers?",
            "2 readers are unsubscribed.",
            ["active", "unsubscribed", "unsubscribed"],
        ),
        (
            "never_again",
            "Never email 2 readers again?",
            "2 readers are never emailed again.",
            ["active", "suppressed", "suppressed"],
        ),
        ("erase", "Erase 2 readers?", "2 readers are erased.", ["active"]),
    ],
)
def test_act_asks_with_the_number_and_is_done_for_all(site, keeper, action, question, done, after):
    *chosen, _other = rows.subscribers(site, 3)
    assert question in text(keeper.get(url(action, chosen)))
    assert statuses() == ["active"] * 3

    response = keeper.post(url(action, chosen))

    assert (response["Location"], statuses()) == (LIST, after)
    assert editors.messages_after(keeper, response) == [done]
    assert ModelLogEntry.objects.count() == 2


def test_confirmation_is_sent_again_to_those_who_wait(site, keeper):
    chosen = [*rows.subscribers(site, 2, "pending"), *rows.subscribers(site, 1)]
    response = keeper.post(url("ask_again", chosen))
    message = "The confirmation email is being sent to 2 readers."
    assert editors.messages_after(keeper, response) == [message]
    assert Subscriber.objects.awaiting_confirmation().count() == 2


@pytest.mark.parametrize("action", ACTS)
def test_readers_of_other_sites_are_left_out(site, keeper, action):
    other = add_site("other.example", slug="other")
    theirs = rows.subscribers(other, 1, "pending")
    mine = rows.subscribers(site, 1)
    asked = text(keeper.get(url(action, [*mine, *theirs])))
    assert "1 reader is left out, because you may not change readers of their site." in asked
    keeper.post(url(action, [*mine, *theirs]))
    assert Subscriber.objects.get(site=other).status == "pending"
    assert Subscriber.objects.awaiting_confirmation().count() == 0
    assert Suppression.objects.filter(site=other).count() == 0


@pytest.mark.parametrize("action", ACTS)
def test_people_who_may_not_change_readers_change_none(site, action):
    client = editors.member(site, site_permissions=[VIEW])
    client.post(url(action, rows.subscribers(site, 2)))
    assert statuses() == ["active"] * 2


@pytest.mark.parametrize("action", ACTS)
def test_all_at_once_reaches_no_one(site, keeper, action):
    rows.subscribers(site, 2)
    keeper.post(f"/admin/bulk/wagtail_therapy_newsletter/subscriber/{action}/?id=all")
    assert statuses() == ["active"] * 2
