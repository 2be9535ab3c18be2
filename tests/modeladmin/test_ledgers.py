"""The read-only ledger of deliveries: who may read it, and that reading is all they can do."""

import pytest
from django.test import Client

from tests.newsletter import editors, rows
from tests.sites import add_site
from wagtail_therapy.newsletter.admin import delivery_results
from wagtail_therapy.newsletter.models import Delivery, Mailing
from wagtail_therapy.newsletter.sending import deliveries

INDEX = "/admin/wagtail_therapy_newsletter/delivery/"


@pytest.fixture
def delivery(mailing, site, mailoutbox):
    rows.subscriber(site, "jane.doe@mail.example")
    deliveries.work_on(mailing)
    return Delivery.objects.get()


def row(page):
    cells = editors.parsed(page).select("table tbody td")
    return [cell.get_text(" ", strip=True) for cell in cells]


def actions(delivery):
    return {
        "inspect": f"{INDEX}inspect/{delivery.pk}/",
        "create": f"{INDEX}create/",
        "edit": f"{INDEX}edit/{delivery.pk}/",
        "delete": f"{INDEX}delete/{delivery.pk}/",
        "history": f"{INDEX}history/{delivery.pk}/",
        "copy": f"{INDEX}copy/{delivery.pk}/",
    }


def outcome(client, url, method="get"):
    response = getattr(client, method)(url)
    return response.get("Location", response.status_code)


def test_ledger_lists_what_became_of_each_reader(editor_client, delivery):
    assert row(editor_client.get(INDEX)) == [
        "j•••@••• Details",
        "On endings",
        "sent",
        "1",
        "-",
    ]


def test_ledger_shows_a_row_in_full_without_the_address(editor_client, delivery):
    page = editor_client.get(actions(delivery)["inspect"])
    shown = editors.parsed(page).select_one("main").get_text(" ", strip=True)
    assert ("j•••@•••" in shown, "On endings" in shown, "sent" in shown) == (
        True,
        True,
        True,
    )
    assert "jane" not in page.text


def test_names_of_what_is_known_begin_with_a_capital(editor_client, delivery):
    page = editors.parsed(editor_client.get(actions(delivery)["inspect"]))
    names = [one.get_text() for one in page.select("main dt")]
    assert names == [name[:1].upper() + name[1:] for name in names]


def test_ledger_says_when_a_reader_was_erased(editor_client, delivery):
    delivery.subscriber.delete()
    assert row(editor_client.get(INDEX))[0] == "erased Details"
    assert editor_client.get(actions(delivery)["inspect"]).status_code == 200


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", ["create", "edit", "delete", "history", "copy"])
def test_ledger_cannot_be_changed_even_by_superusers(editor_client, delivery, name, method):
    before = Delivery.objects.values().get()
    assert outcome(editor_client, actions(delivery)[name], method) in ("/admin/", 404)
    assert Delivery.objects.values().get() == before


def test_ledger_has_no_buttons_that_change_anything(editor_client, delivery):
    for url in (INDEX, actions(delivery)["inspect"]):
        page = editors.parsed(editor_client.get(url))
        links = {link.get("href") for link in page.select("main a")}
        forbidden = set(actions(delivery).values()) - {actions(delivery)["inspect"]}
        assert links & forbidden == set()


def test_ledger_is_read_by_people_who_may_see_readers(site, delivery):
    reader = editors.member(site, site_permissions=["view_subscriber"])
    answers = {name: outcome(reader, url) for name, url in actions(delivery).items()}
    assert reader.get(INDEX).status_code == 200
    assert answers.pop("inspect") == 200
    assert set(answers.values()) <= {"/admin/", 404}


def test_ledger_has_only_the_rows_of_sites_whose_readers_the_user_may_see(site, delivery):
    other = add_site("other.example", slug="other")
    reader = editors.member(other, site_permissions=["view_subscriber"])
    page = reader.get(INDEX)
    assert (page.status_code, row(page)) == (200, [])
    assert "On endings" not in page.text
    assert outcome(reader, actions(delivery)["inspect"]) == "/admin/"


@pytest.mark.parametrize("permissions", [[], ["change_subscriber", "view_subscriber_address"]])
def test_ledger_is_closed_without_permission_to_view_subscribers(site, delivery, permissions):
    client = editors.member(site, "publish_page", site_permissions=permissions)
    urls = [INDEX, *actions(delivery).values()]
    assert {outcome(client, url) for url in urls} <= {"/admin/", 404}
    assert INDEX not in client.get("/admin/").text


def test_ledger_sends_strangers_to_the_login(delivery):
    assert Client().get(INDEX)["Location"].partition("?")[0] == "/admin/login/"


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_ledger_exports_nothing(editor_client, delivery, kind):
    response = editor_client.get(INDEX, {"export": kind})
    content = b"".join(response.streaming_content) if response.streaming else response.content
    assert b"jane" not in content
    assert content.strip() == b"" or kind == "xlsx"


def test_each_state_of_a_delivery_has_words():
    assert set(delivery_results.WORDS) == set(Delivery.State)


def test_ledger_says_results_in_plain_words(editor_client, delivery):
    page = editors.parsed(editor_client.get(INDEX))
    heads = [head.get_text(" ", strip=True) for head in page.select("table thead th")]
    results = page.select(".changelist-filter ul")[0].get_text("|", strip=True).split("|")
    assert heads == ["Reader", "Mailing", "Result", "Tries", "Reason"]
    assert results == [
        "All",
        "waiting",
        "being sent",
        "sent",
        "no answer (perhaps delivered)",
        "failed",
        "not sent",
    ]


@pytest.mark.parametrize(
    ("state", "results"),
    [
        (Delivery.State.QUEUED, ["0"]),
        (Delivery.State.CLAIMED, ["0"]),
        (Delivery.State.SENDING, ["2"]),
        (Delivery.State.SENT, ["3"]),
        (Delivery.State.UNKNOWN, ["4"]),
        (Delivery.State.FAILED, ["5"]),
        (Delivery.State.SKIPPED, ["6"]),
    ],
)
def test_ledger_is_filtered_by_result(editor_client, delivery, state, results):
    Delivery.objects.update(state=state)
    found = [
        value
        for value in ("0", "2", "3", "4", "5", "6")
        if row(editor_client.get(INDEX, {"result": value}))
    ]
    assert found == results


def test_result_that_is_unknown_filters_nothing(editor_client, delivery):
    assert row(editor_client.get(INDEX, {"result": "1; --"})) == row(editor_client.get(INDEX))


def test_ledger_is_filtered_by_mailing(editor_client, delivery, make_post):
    rows.publish(make_post("Another"))
    other = Mailing.objects.exclude(pk=delivery.mailing_id).get()
    found = {
        pk: bool(row(editor_client.get(INDEX, {"mailing": pk})))
        for pk in (delivery.mailing_id, other.pk, "no number")
    }
    assert list(found.values()) == [True, False, True]


@pytest.mark.parametrize(
    "lookup",
    [
        "subscriber__email__startswith",
        "subscriber__email",
        "mailing__created_by__password__startswith",
        "mailing__deliveries__subscriber__email__startswith",
        "q",
    ],
)
def test_ledger_ignores_lookups_by_part_of_an_address(editor_client, delivery, lookup):
    found = {guess: bool(row(editor_client.get(INDEX, {lookup: guess}))) for guess in ("j", "x")}
    assert found == {"j": True, "x": True}
