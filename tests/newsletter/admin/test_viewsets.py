"""The newsletter in the admin: what is shown to which users."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from tests.newsletter import editors, rows
from tests.newsletter.mailing_pages import ACTIONS, buttons, press, text, url
from wagtail_therapy.newsletter.models import Mailing
from wagtail_therapy.newsletter.sending import mailings

INDEX = "/admin/therapy/mailings/"
READERS = "/admin/therapy/subscribers/"


@pytest.fixture
def held(practice, make_post):
    """A mailing that is still held."""
    rows.subscribers(practice.site, 3)
    rows.publish(make_post())
    return Mailing.objects.get()


def test_index_lists_the_mailings(editor_client, held):
    response = editor_client.get(INDEX)
    table = editors.parsed(response).select_one("table")
    cells = [" ".join(cell.get_text(" ").split()) for cell in table.select("tbody td")]
    assert cells[:6] == ["On endings", "Waiting, can be cancelled", "–", "–", "–", "–"]
    assert table.select_one(f"a[href='{url(held)}']") is not None


def test_index_can_be_filtered_by_state(editor_client, held):
    found = {
        state: "On endings" in text(editor_client.get(INDEX, {"state": state}))
        for state in ("held", "finished")
    }
    assert found == {"held": True, "finished": False}


def test_detail_says_what_will_happen(editor_client, held):
    at = timezone.now().replace(hour=12, minute=32) + timedelta(days=1)
    Mailing.objects.update(not_before=at)
    shown = text(editor_client.get(url(held)))
    sentence = f"At 12:32 p.m. on {date_format(at)} it will be sent to 3 readers."
    assert f"{sentence} Until then you can" in shown


def test_detail_says_what_became_of_it(editor_client, held):
    counts = {"total": 15, "sent": 1, "unknown": 2, "failed": 3, "skipped": 4, "excluded": 6}
    Mailing.objects.update(state="finished_with_unknown", frozen_at=timezone.now(), **counts)
    table = editors.parsed(editor_client.get(url(held))).select_one("main table")
    shown = [
        (row.th.get_text(strip=True), int(row.td.get_text(" ").split()[0]))
        for row in table.select("tr")
    ]
    assert shown == [
        ("Recipients", 15),
        ("Sent", 1),
        ("No answer (perhaps delivered)", 2),
        ("Failed", 3),
        ("Not sent: they had left, or it was cancelled", 4),
        ("Still to send", 5),
        ("Left out, because they must not be mailed", 6),
    ]


def test_detail_says_why_it_is_paused(editor_client, held):
    mailings.pause(held, "The <mail> server failed.")
    reason = "it was paused. The <mail> server failed. No one has got it yet."
    assert reason in text(editor_client.get(url(held)))


@pytest.mark.parametrize(
    ("state", "labels"),
    [
        ("held", ["Cancel the email", "Pause", "Send now…"]),
        ("freezing", ["Pause", "Cancel the email…"]),
        ("ready", ["Pause", "Cancel the email…"]),
        ("sending", ["Pause", "Cancel the email…"]),
        ("paused", ["Cancel the email", "Resume"]),
        ("cancelled", ["Send it after all"]),
        ("expired", ["Send it after all"]),
        ("finished", []),
        ("finished_with_unknown", []),
        ("failed", []),
    ],
)
def test_detail_offers_what_can_be_done(editor_client, held, state, labels):
    Mailing.objects.update(state=state)
    assert buttons(editor_client, held) == labels


def test_detail_of_a_mailing_that_does_not_exist(editor_client, db):
    statuses = [
        editor_client.get("/admin/therapy/mailings/1/").status_code,
        editor_client.post("/admin/therapy/mailings/1/cancel/").status_code,
    ]
    assert statuses == [404, 404]


def test_detail_of_a_mailing_whose_post_was_deleted(editor_client, held):
    held.page.delete()
    assert "Mailing: Post" in text(editor_client.get(url(held)))


@pytest.mark.parametrize("page", [INDEX, READERS])
def test_exports_are_empty(editor_client, held, page):
    """Wagtail answers ``?export=csv`` for every list; of ours it names no column."""
    response = editor_client.get(page, {"export": "csv"})
    assert b"".join(response.streaming_content).strip() == b""


def pages(mailing):
    return [INDEX, INDEX + "results/", url(mailing)]


def test_publishers_may_see_and_stop_mailings(site, held):
    client = editors.member(site, "publish_page")
    assert [client.get(page).status_code for page in pages(held)] == [200] * 3
    assert press(client, held, "cancel")[0] == "cancelled"


def test_people_who_may_not_publish_are_refused(site, held):
    client = editors.member(site, "add_page", "change_page")
    refused = {client.get(page).get("Location") for page in pages(held)}
    refused |= {client.post(url(held, name)).get("Location") for name in ACTIONS}
    assert refused == {"/admin/"}
    ajax = {"x-requested-with": "XMLHttpRequest"}
    assert {client.get(page, headers=ajax).status_code for page in pages(held)} == {403}
    held.refresh_from_db()
    assert held.state == "held"


def test_strangers_are_sent_to_the_login(client, held):
    asked = {client.get(page)["Location"].partition("?")[0] for page in pages(held)}
    assert asked == {"/admin/login/"}


@pytest.mark.parametrize(
    ("page_permission", "site_permission", "shown"),
    [
        ("publish_page", "", (True, False)),
        ("add_page", "", (False, False)),
        ("add_page", "view_subscriber", (False, True)),
        ("add_page", "view_subscriber_address", (False, False)),
    ],
)
def test_menu_shows_only_what_one_may_open(site, page_permission, site_permission, shown):
    client = editors.member(site, page_permission, site_permissions=[site_permission])
    home = client.get("/admin/").text
    assert (INDEX in home, READERS in home) == shown
