"""A reader's page in the admin, and the pages that stop their mail or allow it again."""

import pytest
from django.contrib.auth import get_user_model

from tests.newsletter import editors, provider_reports, rows, visitors
from tests.sites import add_site
from wagtail_therapy.newsletter import audit_log
from wagtail_therapy.newsletter.models import ConsentEvent, Subscriber, Suppression
from wagtail_therapy.newsletter.readers import suppressions

Status = Subscriber.Status
ALL = ["view_subscriber", "view_subscriber_address", "change_subscriber"]


@pytest.fixture
def reader(site):
    return rows.subscriber(site, "jane.doe@mail.example")


@pytest.fixture
def keeper(site):
    """May see and change the readers of the site."""
    return editors.member(site, site_permissions=ALL)


def url(reader, action=""):
    return f"/admin/therapy/subscribers/{reader.pk}/{action and f'{action}/'}"


def text(response):
    return " ".join(visitors.parsed(response).select_one("main").get_text(" ").split())


def choices(response):
    return [one["value"] for one in visitors.parsed(response).select("input[name=why]")]


def buttons(response):
    """Return the links to what is decided about emails."""
    links = visitors.parsed(response).select("main a.button")
    labels = [link.get_text(strip=True) for link in links]
    return [label for label in labels if "emails" in label]


def test_list_leads_to_the_reader(keeper, reader):
    page = visitors.parsed(keeper.get("/admin/therapy/subscribers/"))
    assert [link["href"] for link in page.select("tbody td.title a")] == [url(reader)]


@pytest.mark.parametrize(
    ("permissions", "address", "offered"),
    [
        (["view_subscriber"], "j•••@•••", []),
        (ALL[:2], "jane.doe@mail.example", []),
        (["view_subscriber", "change_subscriber"], "j•••@•••", ["Stop all emails…"]),
    ],
)
def test_page_shows_what_the_user_may_see_and_do(site, reader, permissions, address, offered):
    response = editors.member(site, site_permissions=permissions).get(url(reader))
    content = response.content.decode()
    assert (buttons(response), address in content) == (offered, True)
    assert ("jane.doe" in content) == (address == "jane.doe@mail.example")


@pytest.mark.parametrize(
    ("reason", "offered"),
    [
        (None, ["Stop all emails…"]),
        ("unsubscribed", ["Stop all emails…"]),
        ("bounced", ["Allow emails again…", "Stop all emails…"]),
        ("unreachable", ["Allow emails again…", "Stop all emails…"]),
        ("complained", ["Allow emails again…", "Stop all emails…"]),
        ("by-request", ["Allow emails again…"]),
    ],
)
def test_page_offers_what_can_be_done(keeper, site, reader, reason, offered):
    if reason:
        suppressions.stop(site, [reader.address_hash], reason)
    response = keeper.get(url(reader))
    assert buttons(response) == offered
    label = Suppression.Reason(reason).label if reason else "Since"
    assert (f": {label}." in text(response)) == bool(reason)


@pytest.mark.parametrize("action", ["", "suppress", "lift"])
def test_looking_at_a_page_changes_nothing(keeper, site, reader, action):
    suppressions.stop(site, [reader.address_hash], "bounced")
    before = (Subscriber.objects.values().get(), Suppression.objects.values().get())
    assert [keeper.get(url(reader, action)).status_code for _ in range(2)] == [200, 200]
    assert (Subscriber.objects.values().get(), Suppression.objects.values().get()) == before
    assert ConsentEvent.objects.count() == 0


@pytest.mark.parametrize(
    ("action", "title"), [("suppress", "Stop all emails"), ("lift", "Allow emails again")]
)
def test_page_says_in_its_heading_what_it_does(keeper, site, reader, action, title):
    suppressions.stop(site, [reader.address_hash], "bounced")
    page = visitors.parsed(keeper.get(url(reader, action)))
    items = [item.get_text(strip=True) for item in page.select("[aria-label=Breadcrumb] li")]
    assert items[-2:] == ["jane.doe@mail.example", title]


def test_suppress_explains_and_does_it(keeper, reader):
    page = keeper.get(url(reader, "suppress"))
    assert choices(page) == ["asked", "practice"]
    assert "even if they sign up again" in text(page)

    response = keeper.post(url(reader, "suppress"), {"why": "practice"})
    assert editors.messages_after(keeper, response) == [
        "This reader won’t get any more emails from you."
    ]
    assert provider_reports.status(reader) == (Status.SUPPRESSED, 0)
    event = ConsentEvent.objects.get(kind="suppressed")
    member = editors.user_of("member@host.example")
    assert (event.by, event.why, event.method) == (f"user {member.pk}", "practice", "admin")
    shown = text(keeper.get(url(reader)))
    assert "We decided to" in shown
    assert event.by in shown


@pytest.mark.parametrize("action", ["suppress", "lift"])
def test_decision_is_recorded_without_what_the_user_logs_in_with(keeper, site, reader, action):
    """An address of 250 letters is a username, too, where people log in with their address."""
    user = editors.user_of("member@host.example")
    user.email = f"member@{'x' * 60}.{'x' * 60}.{'x' * 60}.{'x' * 54}.example"
    user.save()
    suppressions.stop(site, [reader.address_hash], "bounced")
    assert keeper.post(url(reader, action), {"why": "asked"})["Location"] == url(reader)
    [entry] = audit_log.entries(reader)
    assert (entry.user, entry.data) == (user, {"why": "asked"})
    decided = ConsentEvent.objects.exclude(why="").values_list("by", flat=True)
    assert list(decided) == [f"user {user.pk}"]


def test_decision_is_kept_with_the_full_name_of_the_user(keeper, reader, monkeypatch):
    monkeypatch.setattr(get_user_model(), "get_full_name", lambda user: "O" * 200, raising=False)
    keeper.post(url(reader, "suppress"), {"why": "asked"})
    assert ConsentEvent.objects.get(kind="suppressed").by == "O" * 150


@pytest.mark.parametrize(
    ("reason", "asked", "explained"),
    [
        ("bounced", ["works", "asked"], "they get your next post"),
        ("unreachable", ["works", "asked"], "they get your next post"),
        ("complained", ["asked"], "They have to sign up again"),
        ("by-request", ["asked"], "They have to sign up again"),
    ],
)
def test_lift_explains_and_does_it(keeper, site, reader, reason, asked, explained):
    suppressions.stop(site, [reader.address_hash], reason)
    page = keeper.get(url(reader, "lift"))
    assert (choices(page), explained in text(page)) == (asked, True)

    response = keeper.post(url(reader, "lift"), {"why": asked[-1]})
    assert editors.messages_after(keeper, response) == ["Emails to this reader are allowed again."]
    is_mailed = explained == "they get your next post"
    after = Status.ACTIVE if is_mailed else Status.UNSUBSCRIBED
    kept = [] if is_mailed else [(reader.address_hash, "unsubscribed")]
    assert (provider_reports.status(reader), provider_reports.suppressions()) == ((after, 0), kept)


@pytest.mark.parametrize("why", [None, "", "works", "forged"])
def test_lift_asks_for_a_reason_that_fits(keeper, site, reader, why):
    suppressions.stop(site, [reader.address_hash], "complained")
    response = keeper.post(url(reader, "lift"), {"why": why} if why is not None else {})
    assert response.status_code == 200
    assert visitors.parsed(response).select_one("main [role=alert]") is not None
    assert provider_reports.suppressions() == [(reader.address_hash, "complained")]


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(
    ("action", "reason"),
    [("lift", None), ("lift", "unsubscribed"), ("suppress", "by-request")],
)
def test_what_cannot_be_done_leads_back(keeper, site, reader, action, reason, method):
    if reason:
        suppressions.stop(site, [reader.address_hash], reason)
    before = Subscriber.objects.values().get()
    response = getattr(keeper, method)(url(reader, action), {"why": "asked"})
    assert response["Location"] == url(reader)
    assert Subscriber.objects.values().get() == before


@pytest.mark.parametrize("action", ["suppress", "lift"])
@pytest.mark.parametrize(
    "permissions", [[], ALL[:2], ["change_subscriber"], ["view_subscriber", "export_subscriber"]]
)
def test_nothing_is_done_without_the_permission(site, reader, action, permissions):
    suppressions.stop(site, [reader.address_hash], "bounced")
    client = editors.member(site, "publish_page", site_permissions=permissions)
    assert client.post(url(reader, action), {"why": "asked"})["Location"] == "/admin/"
    assert provider_reports.suppressions() == [(reader.address_hash, "bounced")]


@pytest.mark.parametrize("action", ["", "suppress", "lift"])
def test_readers_of_another_site_are_out_of_reach(keeper, action):
    elsewhere = rows.subscriber(add_site("other.example", slug="other"), "jane.doe@mail.example")
    for method in (keeper.get, keeper.post):
        assert method(url(elsewhere, action), {"why": "asked"})["Location"] == "/admin/"
    assert provider_reports.status(elsewhere) == (Status.ACTIVE, 0)
