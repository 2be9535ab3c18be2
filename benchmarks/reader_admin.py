"""How fast the admin's pages about readers and mailings are, with a million readers."""

import time
from datetime import timedelta
from statistics import median

from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from benchmarks import rows
from benchmarks.figures import Figure
from wagtail_therapy.newsletter.admin import readers_chart, subscriber_views
from wagtail_therapy.newsletter.models import ConsentEvent, Delivery, Mailing, Subscriber

READERS, FEW = 1_000_000, 1_000
MAILINGS = 500
ROUNDS = 7
GOAL, GOAL_WITH_SEARCH = 100, 300
LIST = "/admin/therapy/subscribers/"
# Over five years, in every state and in two languages; the hosts of benchmarks have PostgreSQL.
SPREAD = """
UPDATE wagtail_therapy_newsletter_subscriber SET
    created_at = NOW() - (id %% 1800) * INTERVAL '1 day' - (id %% 7919) * INTERVAL '1 second',
    confirmed_at = NOW() - (id %% 1800) * INTERVAL '1 day',
    status = CASE WHEN id %% 50 = 0 THEN 'pending' WHEN id %% 20 = 1 THEN 'unsubscribed'
        ELSE 'active' END,
    unsubscribed_at = CASE WHEN id %% 20 = 1 THEN NOW() - (id %% 900) * INTERVAL '1 day' END,
    language = CASE WHEN id %% 1000 = 0 THEN 'de' ELSE 'en' END
WHERE site_id = %s
"""


def measure(readers=READERS, few=FEW, mailings=MAILINGS, rounds=ROUNDS) -> list[Figure]:
    client = _client()
    _empty()
    small = rows.practice("few-readers")
    counted = _queries(client, _filled(small, few, mailings=3))
    _empty()
    site = rows.practice("many-readers")
    pages = _filled(site, readers, mailings)
    name = f"admin, {readers:,} readers"
    return [
        *_figures_of_queries(name, counted, _queries(client, pages)),
        *(
            Figure.under(goal, f"{name}: {page}", _milliseconds(client, asked, rounds), "ms")
            for page, (goal, asked) in pages.items()
        ),
        Figure(f"{name}: totals, once a minute", _alone(subscriber_views.totals, site), "ms"),
        Figure(f"{name}: chart, once an hour", _alone(readers_chart.of, site), "ms"),
    ]


def _client() -> Client:
    users = get_user_model().objects
    name = {users.model.USERNAME_FIELD: "keeper@practice.example"}
    client = Client()
    client.force_login(users.create_superuser(**name, password=None))
    return client


def _filled(site, readers, mailings):
    """Return what is asked of each page once the site has its readers and mailings."""
    rows.fill_list(site, readers)
    with connection.cursor() as cursor:
        cursor.execute(SPREAD, [site.pk])
    mailing = rows.frozen_mailing(site)
    _add_mailings(site, mailings)
    theirs = Subscriber.objects.filter(site=site).order_by("pk")
    Delivery.objects.queue(mailing, theirs)
    mailing.deliveries.update(state=Delivery.State.SENT)
    Mailing.objects.filter(pk=mailing.pk).update(
        state=Mailing.State.FINISHED, total=readers, sent=readers, finished_at=timezone.now()
    )
    _add_proof(site)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    middle = theirs[readers // 2]
    return {
        "reader list": (GOAL, lambda client: client.get(LIST)),
        "reader list, page 100": (GOAL, lambda client: client.get(LIST, {"p": 100})),
        "reader list, one state": (GOAL, lambda client: client.get(LIST, {"status": "pending"})),
        "reader list, a rare language": (
            GOAL_WITH_SEARCH,
            lambda client: client.get(LIST, {"language": "de"}),
        ),
        "whole address": (GOAL, lambda client: _found(client, middle.email)),
        "part of an address": (GOAL_WITH_SEARCH, lambda client: _found(client, middle.email[:-4])),
        "part that no one has": (GOAL_WITH_SEARCH, lambda client: _found(client, "no-one-has")),
        "reader page": (GOAL, lambda client: client.get(f"{LIST}{middle.pk}/")),
        "mailing list": (GOAL, lambda client: client.get("/admin/therapy/mailings/")),
        "mailing page": (GOAL, lambda client: client.get(mailing.get_absolute_url())),
        "dashboard": (GOAL, lambda client: client.get("/admin/")),
    }


def _found(client, address):
    return client.post(f"{LIST}find/", {"address": address}, follow=True)


def _add_mailings(site, number) -> None:
    now = timezone.now()
    Mailing.objects.bulk_create(
        Mailing(
            site=site,
            dedupe_key=f"benchmark:{site.pk}:{day}",
            language="en",
            subject=f"On endings {day}",
            state=Mailing.State.FINISHED,
            frozen_at=now - timedelta(days=day),
            not_after=now,
            created_at=now - timedelta(days=day),
            finished_at=now - timedelta(days=day),
        )
        for day in range(1, number)
    )


def _add_proof(site) -> None:
    """Add the confirmation of each reader, in the database."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO wagtail_therapy_newsletter_consentevent (site_id, subscriber_id, "
            'address_hash, kind, method, "by", why, created_at) SELECT site_id, id, address_hash, '
            "'confirmed', 'link', '', '', confirmed_at FROM wagtail_therapy_newsletter_subscriber "
            "WHERE site_id = %s",
            [site.pk],
        )


def _empty() -> None:
    """Delete all readers and mailings, also those of other parts: some have the same addresses."""
    tables = ", ".join(one._meta.db_table for one in (Delivery, ConsentEvent, Mailing, Subscriber))
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {tables} CASCADE")


def _queries(client, pages) -> dict[str, int]:
    return {page: _queries_of(client, asked) for page, (_goal, asked) in pages.items()}


def _queries_of(client, asked) -> int:
    _checked(asked(client))
    with CaptureQueriesContext(connection) as queries:
        asked(client)
    return len(queries)


def _figures_of_queries(name, few, many) -> list[Figure]:
    # A long list's totals and months come from the cache.
    grown = [page for page, number in many.items() if number > few[page]]
    title = ": ".join([f"{name}: pages with more queries than for few", *grown])
    return [Figure.equal(0, title, len(grown), "pages")]


def _milliseconds(client, asked, rounds) -> float:
    _checked(asked(client))
    times = []
    for _round in range(rounds):
        began = time.perf_counter()
        asked(client)
        times.append(1000 * (time.perf_counter() - began))
    return median(times)


def _alone(count, site) -> float:
    cache.clear()
    began = time.perf_counter()
    count([site])
    return 1000 * (time.perf_counter() - began)


def _checked(response) -> None:
    if response.status_code != 200:
        raise RuntimeError(f"{response.request['PATH_INFO']}: {response.status_code}")
