"""The health address: open to a token and to internal addresses, and for all others not there."""

import json

import pytest
from django.core.management import call_command

from tests.mail_settings import smtp_settings
from tests.newsletter import visitors
from wagtail_therapy.newsletter import tasks
from wagtail_therapy.newsletter.models import Heartbeat

URL = "/newsletter/health/"
TOKEN = "a long random string that no one knows"
PROXY, OFFICE, VISITOR = "10.0.0.1", "10.1.2.3", "193.0.6.139"


@pytest.fixture(autouse=True)
def surroundings(monkeypatch, use_mail_settings):
    """A broker that answers, and a mail server that isn't asked for anything here."""
    use_mail_settings(smtp_settings("127.0.0.1", 1))
    monkeypatch.setattr(tasks, "broker_error", lambda: "")
    monkeypatch.setattr(tasks, "queue_length", lambda: 0)


@pytest.fixture
def at_work(practice):
    Heartbeat.record("sweep")


def ask(client, token=TOKEN, method="get", **meta):
    if token is not None:
        meta["HTTP_AUTHORIZATION"] = f"Bearer {token}"
    return getattr(client, method)(URL, **meta)


@pytest.mark.usefixtures("stopped_clock")
def test_health_is_the_json_of_status_and_kept_by_no_cache(client, at_work, therapy, capsys):
    therapy(HEALTH_TOKEN=TOKEN)
    before = visitors.everything()
    response = ask(client)
    call_command("therapy_mail", "status", "--json")
    assert response.json() == json.loads(capsys.readouterr().out)
    assert (response.status_code, response["X-Robots-Tag"]) == (200, "noindex")
    assert response["Cache-Control"] == ("max-age=0, no-cache, no-store, must-revalidate, private")
    assert visitors.everything() == before


def test_health_is_503_when_something_is_wrong(client, practice, therapy):
    therapy(HEALTH_TOKEN=TOKEN)
    response = ask(client)
    assert response.status_code == 503
    assert [fault["about"] for fault in response.json()["faults"]] == ["Sweep"]


@pytest.mark.parametrize(
    ("known", "headers"),
    [
        (None, {}),
        (None, {"HTTP_AUTHORIZATION": "Bearer "}),
        (None, {"HTTP_AUTHORIZATION": "Bearer None"}),
        ("", {"HTTP_AUTHORIZATION": "Bearer "}),
        (TOKEN, {}),
        (TOKEN, {"HTTP_AUTHORIZATION": TOKEN}),
        (TOKEN, {"HTTP_AUTHORIZATION": f"Basic {TOKEN}"}),
        (TOKEN, {"HTTP_AUTHORIZATION": f"Bearer {TOKEN}x"}),
        (TOKEN, {"HTTP_AUTHORIZATION": "Bearer \u00e4\u00f6\u00fc"}),
        (TOKEN, {"QUERY_STRING": f"token={TOKEN}"}),
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_health_is_not_there_for_others(client, at_work, therapy, known, headers, method):
    therapy(HEALTH_TOKEN=known)
    assert ask(client, None, method, **headers).status_code == 404


@pytest.mark.parametrize(
    ("proxies", "meta", "status"),
    [
        # Behind a proxy that adds no header, all the world comes from this address.
        ({}, {"REMOTE_ADDR": OFFICE}, 404),
        ({"TRUSTED_PROXIES": 0}, {"REMOTE_ADDR": OFFICE}, 200),
        ({"TRUSTED_PROXIES": 0}, {"REMOTE_ADDR": f"::ffff:{OFFICE}"}, 200),
        ({"TRUSTED_PROXIES": 0}, {"REMOTE_ADDR": PROXY}, 404),
        ({"TRUSTED_PROXIES": 0}, {"REMOTE_ADDR": ""}, 404),
        (
            {"TRUSTED_PROXIES": 0},
            {"REMOTE_ADDR": PROXY, "HTTP_X_FORWARDED_FOR": OFFICE},
            404,
        ),
        ({"TRUSTED_PROXIES": 1}, {"REMOTE_ADDR": PROXY, "HTTP_X_FORWARDED_FOR": OFFICE}, 200),
        # A visitor's own claim comes before what the proxy adds.
        (
            {"TRUSTED_PROXIES": 1},
            {"REMOTE_ADDR": PROXY, "HTTP_X_FORWARDED_FOR": f"{OFFICE}, {VISITOR}"},
            404,
        ),
        ({"TRUSTED_PROXIES": 1}, {"REMOTE_ADDR": OFFICE}, 404),
        ({"CLIENT_ADDRESS_HEADER": "HTTP_X_REAL_IP"}, {"HTTP_X_REAL_IP": OFFICE}, 200),
        (
            {"CLIENT_ADDRESS_HEADER": "HTTP_X_REAL_IP"},
            {"REMOTE_ADDR": OFFICE, "HTTP_X_FORWARDED_FOR": OFFICE},
            404,
        ),
    ],
)
def test_health_is_open_to_internal_addresses(
    client, at_work, therapy, settings, proxies, meta, status
):
    settings.INTERNAL_IPS = ["127.0.0.1", OFFICE]
    therapy(**proxies)
    assert ask(client, None, **meta).status_code == status


@pytest.mark.parametrize(
    ("method", "status"), [("head", 200), ("post", 405), ("put", 405), ("delete", 405)]
)
def test_health_is_read_only(client, at_work, therapy, method, status):
    therapy(HEALTH_TOKEN=TOKEN)
    assert ask(client, method=method).status_code == status
