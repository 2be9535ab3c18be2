"""A mailing's page in the admin, and its buttons."""

from django.urls import reverse

from tests.newsletter import editors

ASK_FIRST = ("send_now", "cancel", "try_again", "send_again", "mark_sent")
ACTIONS = (*ASK_FIRST, "pause", "resume", "reschedule")


def url(mailing, name="detail"):
    return reverse(f"therapy_mailings:{name}", args=[mailing.pk])


def buttons(client, mailing):
    """Return the labels of what can be done on the page of a mailing, the main button first."""
    page = editors.parsed(client.get(url(mailing)))
    shown = page.select("#therapy-actions .button")
    assert ["button-secondary" in one["class"] for one in shown] == [False, True, True][
        : len(shown)
    ]
    return [one.get_text(strip=True) for one in shown]


def press(client, mailing, name):
    """Press a button; return the state after it and the messages."""
    response = client.post(url(mailing, name))
    assert (response.status_code, response["Location"]) == (302, url(mailing))
    mailing.refresh_from_db()
    return mailing.state, editors.messages_after(client, response)


def text(response):
    return " ".join(editors.parsed(response).select_one("main").get_text(" ").split())
