"""Whether the response time of a public page reveals what we know about an address."""

import random
import time
from statistics import mean, median, stdev

from django.conf import settings
from django.core.cache import cache
from django.test import Client, RequestFactory, override_settings
from django.utils import timezone

from benchmarks import rows
from benchmarks.database import analyze
from benchmarks.figures import Figure
from wagtail_therapy.conf import conf
from wagtail_therapy.newsletter import email_addresses, forms
from wagtail_therapy.newsletter.models import Subscriber, Suppression
from wagtail_therapy.newsletter.views.manage import forms as manage_forms

ROUNDS = 200
READERS = 20_000
GOAL_MS = 2
Reason, Status = Suppression.Reason, Subscriber.Status
# What we know about an address: its row, and why it is not mailed.
STATES = {
    "unknown": (None, None),
    "pending": (Status.PENDING, None),
    "active": (Status.ACTIVE, None),
    "unsubscribed": (Status.UNSUBSCRIBED, Reason.UNSUBSCRIBED),
    "suppressed": (Status.SUPPRESSED, Reason.COMPLAINED),
    "erased": (None, Reason.BY_REQUEST),
}
FORM = "/newsletter/subscribe/"
LINK = "/newsletter/manage-link/"
# The benchmark of sign-ups measures these limits. Here they would only stop it.
UNLIMITED = {
    "SUBSCRIBE_PER_SITE_PER_HOUR": 10_000_000,
    "SUBSCRIBE_UNKNOWN_PER_SITE_PER_HOUR": 10_000_000,
}
# Each way to give a public page an address.
WAYS = {
    "sign-up": lambda client, site, email: client.post(FORM, filled_in(site, email)),
    "too fast": lambda client, site, email: client.post(FORM, filled_in(site, email, age=0)),
    "filled by a program": lambda client, site, email: client.post(
        FORM, filled_in(site, email, therapy_leave_empty="x")
    ),
    "forged form": lambda client, site, email: client.post(
        FORM, filled_in(site, email, token="forged")
    ),
    "misspelt": lambda client, site, email: client.post(
        FORM, filled_in(site, email.replace("@", "@@"))
    ),
    "form": lambda client, site, email: client.get(FORM, {"email": email}),
    "forged confirmation": lambda client, site, email: client.post(f"/newsletter/confirm/{email}/"),
    "forged unsubscription": lambda client, site, email: client.post(
        f"/newsletter/unsubscribe/{email}/"
    ),
    "ask for a link": lambda client, site, email: client.post(LINK, link_form(site, email)),
    "forged choice": lambda client, site, email: client.post(f"/newsletter/manage/{email}/"),
    "forged refusal": lambda client, site, email: client.post(f"/newsletter/never-again/{email}/"),
}
ANSWERS = {200, 302, 404}


def measure(readers=READERS, rounds=ROUNDS) -> list[Figure]:
    site = rows.practice("answers")
    rows.fill_list(site, readers)
    analyze()
    unlimited = settings.WAGTAIL_THERAPY | UNLIMITED
    with override_settings(ALLOWED_HOSTS=["*"], WAGTAIL_THERAPY=unlimited):
        return [figure for way in WAYS for figure in measure_one(site, way, rounds)]


def measure_one(site, way, rounds) -> list[Figure]:
    known = [(state, number) for number in range(rounds + 5) for state in STATES]
    for state, number in known:
        create_rows(site, address(way, state, number), *STATES[state])
    times = [times_of(site, way, number) for number in range(rounds + 5)][5:]
    usual = [median(one.values()) for one in times]
    shifts = {
        state: [one[state] - middle for one, middle in zip(times, usual, strict=True)]
        for state in STATES
    }
    # A busy machine delays single responses, so only the middle ones count.
    middles = {state: mean(within(values)) for state, values in shifts.items()}
    error = max(2 * stdev(within(values)) / len(values) ** 0.5 for values in shifts.values())
    apart = max(middles.values()) - min(middles.values())
    return [
        Figure(f"response times: {way}", median(usual), "ms"),
        Figure.under(GOAL_MS, f"response times: {way}, farthest states apart", apart, "ms"),
        Figure.under(GOAL_MS / 2, f"response times: {way}, can be told to", error, "ms"),
        *(
            Figure(f"response times: {way}, {state}", shift, "ms")
            for state, shift in middles.items()
        ),
    ]


def within(values) -> list[float]:
    """Return the values without a tenth at each end."""
    cut = len(values) // 10
    return sorted(values)[cut : len(values) - cut]


def times_of(site, way, number) -> dict[str, float]:
    """Request an address of each state, in random order."""
    order = random.sample(list(STATES), len(STATES))
    found = {state: milliseconds(site, way, address(way, state, number)) for state in order}
    return {state: found[state] for state in STATES}


def milliseconds(site, way, email) -> float:
    # Another benchmark measures the limit of a network.
    cache.clear()
    client = Client(headers={"host": site.hostname}, REMOTE_ADDR="9.9.9.9")
    start = time.perf_counter()
    response = WAYS[way](client, site, email)
    taken = 1000 * (time.perf_counter() - start)
    if response.status_code not in ANSWERS:
        raise RuntimeError(f"{way}: {response.status_code}")
    return taken


def link_form(site, email, *, age=60):
    token = manage_forms.fresh_link_form(site, age=age).initial["token"]
    return {"email": email, "therapy_leave_empty": "", "token": token}


def filled_in(site, email, age=None, **changes) -> dict[str, str]:
    """Return the form data of a visitor who has read the form for a while."""
    request = RequestFactory().get("/", headers={"host": site.hostname})
    age = conf.form_min_seconds + 1 if age is None else age
    token = forms.fresh_form(request, site, age=age).initial["token"]
    return {"email": email, "therapy_leave_empty": "", "token": token} | changes


def address(way, state, number) -> str:
    return f"{way.replace(' ', '-')}-{state}-{number}@answers.example"


def create_rows(site, email, status, reason) -> None:
    known = email_addresses.address_hash(email)
    if status:
        Subscriber.objects.create(
            site=site,
            email=email,
            email_key=email_addresses.address_key(email),
            address_hash=known,
            status=status,
            confirmed_at=None if status == Status.PENDING else timezone.now(),
        )
    if reason:
        Suppression.objects.create(site=site, address_hash=known, reason=reason)
