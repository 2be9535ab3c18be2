"""Each way into a public page says and costs the same, whatever is known of the address."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.newsletter import rows, visitors
from tests.newsletter.visitors import MANAGE_LINK, SUBSCRIBE, filled_in, link_form
from wagtail_therapy.newsletter import email_addresses, tokens
from wagtail_therapy.newsletter.models import Subscriber, Suppression

STATES = {
    "unknown": (None, None),
    "pending": ("pending", None),
    "active": ("active", None),
    "unsubscribed": ("unsubscribed", "unsubscribed"),
    "bounced": ("suppressed", "bounced"),
    "complained": ("suppressed", "complained"),
    "stopped": ("suppressed", "by-request"),
    "erased": (None, "by-request"),
    "bounced-erased": (None, "bounced"),
}
WAYS = {
    "sign-up": lambda client, site, email: client.post(SUBSCRIBE, filled_in(site, email)),
    "too fast": lambda client, site, email: client.post(SUBSCRIBE, filled_in(site, email, age=0)),
    "by a program": lambda client, site, email: client.post(
        SUBSCRIBE, filled_in(site, email, therapy_leave_empty="x")
    ),
    "forged form": lambda client, site, email: client.post(
        SUBSCRIBE, filled_in(site, email, token="forged")
    ),
    "misspelt": lambda client, site, email: client.post(
        SUBSCRIBE, filled_in(site, email.replace("@", "@@"))
    ),
    "form": lambda client, site, email: client.get(SUBSCRIBE, {"email": email}),
    "head of the form": lambda client, site, email: client.head(SUBSCRIBE, {"email": email}),
    "forged confirmation": lambda client, site, email: client.post(f"/newsletter/confirm/{email}/"),
    "forged unsubscription": lambda client, site, email: client.post(
        f"/newsletter/unsubscribe/{email}/"
    ),
    "ask for a link": lambda client, site, email: client.post(MANAGE_LINK, link_form(site, email)),
    "ask for a link by a program": lambda client, site, email: client.post(
        MANAGE_LINK, link_form(site, email, therapy_leave_empty="x")
    ),
    "forged choice": lambda client, site, email: client.post(f"/newsletter/manage/{email}/"),
    "forged page": lambda client, site, email: client.post(f"/newsletter/manage-all/{email}/"),
    "forged refusal": lambda client, site, email: client.post(f"/newsletter/never-again/{email}/"),
}


@pytest.mark.parametrize("way", WAYS)
def test_answer_and_its_queries_are_the_same_in_each_state(client, site, stopped_clock, way):
    go = WAYS[way]
    go(client, site, "someone@mail.example")
    answers, queries = {}, {}
    for state, known in STATES.items():
        email = f"reader-{len(answers)}@mail.example"
        know(site, email, *known)
        with CaptureQueriesContext(connection) as captured:
            answers[state] = without(email, visitors.answer(go(client, site, email)))
        queries[state] = [one["sql"].split()[0] for one in captured]

    assert answers == dict.fromkeys(STATES, answers["unknown"])
    assert queries == dict.fromkeys(STATES, queries["unknown"])


@pytest.mark.parametrize("method", ["get", "head", "post"])
def test_link_to_leave_answers_the_same_in_each_state(client, site, method):
    answers = {}
    for status in Subscriber.Status.values:
        reader = rows.subscriber(site, f"{status}@mail.example", status)
        url = f"/newsletter/unsubscribe/{tokens.unsubscribe_token(reader)}/"
        answers[status] = without_link(url, visitors.answer(getattr(client, method)(url)))
    reader = rows.subscriber(site, "erased@mail.example")
    url = f"/newsletter/unsubscribe/{tokens.unsubscribe_token(reader)}/"
    reader.delete()
    answers["erased"] = without_link(url, visitors.answer(getattr(client, method)(url)))

    assert answers == dict.fromkeys(answers, answers["erased"])


def without_link(url, answer):
    """Return an answer without the token of its own address, which its forms and links repeat."""
    *rest, content = answer
    return *rest, content.replace(url.split("/")[-2].encode(), b"token")


def without(email, answer):
    """Return an answer without what was typed, which the form shows once more."""
    *rest, content = answer
    return *rest, content.replace(email.encode(), b"typed").replace(
        email.replace("@", "@@").encode(), b"typed"
    )


def know(site, email, status, reason):
    if status:
        rows.subscriber(site, email, status)
    if reason:
        known = email_addresses.address_hash(email)
        Suppression.objects.create(site=site, address_hash=known, reason=reason)
