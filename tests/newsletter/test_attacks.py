"""The form as a weapon: against one mailbox, against the queue, and from behind a proxy."""

from itertools import count

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Site

from tests.newsletter import rows
from tests.newsletter.visitors import (
    CHECK_INBOX,
    STATES,
    SUBSCRIBE,
    add_reader,
    filled_in,
    heading,
)
from wagtail_therapy.newsletter.models import Subscriber, Suppression
from wagtail_therapy.newsletter.readers import confirmations

PROXY = "127.0.0.1"
ATTACKER, PERSON = "193.0.6.139", "81.2.69.142"


@pytest.fixture
def fixed_lanes(time_machine):
    """On this day none of the networks here has the number of another."""
    time_machine.move_to("2026-03-01 12:00 +0000")


@pytest.fixture
def post(client, site):
    """Return a function that posts the form; each time one that was fetched for it."""

    # Forms of one second are one form.
    ages = count(60)

    def post(email, **meta):
        return client.post(SUBSCRIBE, filled_in(site, email, age=next(ages)), **meta)

    return post


def test_one_token_bombs_no_mailbox_through_a_proxy(client, site, run_mail):
    form = filled_in(site)
    answers = [
        client.post(SUBSCRIBE, form | {"email": f"bo.mb+{n}@mail.example"}, REMOTE_ADDR=PROXY)
        for n in range(40)
    ]

    assert [answer.status_code for answer in answers] == [200] * 40
    assert [heading(answer) == CHECK_INBOX for answer in answers] == [True] * 10 + [False] * 30
    assert len(run_mail()) == 3


def test_tags_and_dots_bomb_no_mailbox_from_many_networks(post, run_mail):
    addresses = ["bomb+1", "b.omb", "bo.mb+2", "BOMB+3", "bomb", "b.o.m.b+4+5"]
    for n, name in enumerate(addresses):
        answer = post(f"{name}@mail.example", REMOTE_ADDR=f"193.0.{n}.1")
        assert heading(answer) == CHECK_INBOX

    assert len(run_mail()) == 3
    assert run_mail() == []


def test_subscribers_are_limited_when_networks_are_unknown(post):
    answers = [post(f"{n}@mail{n}.example", REMOTE_ADDR=PROXY).status_code for n in range(60)]

    assert answers == [200] * 20 + [429] * 40
    assert Subscriber.objects.count() == 20


def test_rows_of_a_site_are_bounded_before_they_are_written(post, therapy):
    therapy(SUBSCRIBE_PER_SITE_PER_HOUR=9)
    answers = [
        post(f"{n}@mail{n}.example", REMOTE_ADDR=f"193.0.{n}.1").status_code for n in range(20)
    ]

    assert answers == [200] * 3 + [429] * 17
    assert Subscriber.objects.count() == 3


@pytest.mark.parametrize("proxy", [{}, {"TRUSTED_PROXIES": 1}])
def test_sixty_sign_ups_do_not_keep_a_person_waiting(post, run_mail, therapy, fixed_lanes, proxy):
    therapy(CONFIRMATIONS_PER_SITE_PER_HOUR=2, **proxy)
    for n in range(60):
        post(f"{n}@mail{n}.example", REMOTE_ADDR=PROXY, HTTP_X_FORWARDED_FOR=ATTACKER)

    answer = post("person@mail.example", REMOTE_ADDR=PROXY, HTTP_X_FORWARDED_FOR=PERSON)
    assert heading(answer) == CHECK_INBOX
    assert run_mail() == ["0@mail0.example", "person@mail.example"]


def test_owed_mails_take_turns_between_networks(post, fixed_lanes):
    sent_by = [ATTACKER] * 3 + [PERSON] * 2 + ["81.2.70.1"]
    for n, address in enumerate(sent_by):
        post(f"{n}@mail{n}.example", REMOTE_ADDR=address)

    emails = Subscriber.objects.in_bulk(confirmations.due())
    names = [emails[pk].email[0] for pk in confirmations.due()]
    assert names == ["0", "3", "5", "1", "4", "2"]


def test_owed_mails_take_turns_between_sites(site, post, therapy):
    other = Site.objects.create(hostname="other.example", root_page=site.root_page)
    for n in range(3):
        post(f"{n}@mail{n}.example", REMOTE_ADDR=ATTACKER)
    rows.subscriber(other, "other@mail.example", "pending", confirmation_due_at=timezone.now())

    therapy(CONFIRMATIONS_PER_SITE_PER_HOUR=2)
    owed = Subscriber.objects.in_bulk(confirmations.due())
    assert {reader.email for reader in owed.values()} == {"0@mail0.example", "other@mail.example"}


def test_rows_tell_no_network_once_the_mail_is_sent(post, run_mail, fixed_lanes):
    post("reader@mail.example", REMOTE_ADDR=ATTACKER)
    lanes = Subscriber.objects.values_list("confirmation_lane", flat=True)
    before = lanes.get()
    assert run_mail() == ["reader@mail.example"]
    assert (before > 0, lanes.get()) == (True, 0)


@pytest.mark.parametrize(
    ("limit", "status"),
    [
        ({"SUBSCRIBE_PER_NETWORK_PER_HOUR": 0}, 429),
        ({"SUBSCRIBE_UNKNOWN_PER_SITE_PER_HOUR": 1, "TRUSTED_PROXIES": 1}, 429),
        ({"SUBSCRIBE_PER_SITE_PER_HOUR": 1}, 429),
        ({}, 200),
    ],
)
def test_refusals_are_the_same_for_every_state_of_an_address(
    client, site, therapy, stopped_clock, limit, status
):
    therapy(**limit)
    form = filled_in(site)
    for n in range(11):
        used = form if status == 200 else filled_in(site, age=100 + n)
        client.post(SUBSCRIBE, used, REMOTE_ADDR=f"193.0.{n}.1")

    seen = []
    for state in STATES:
        add_reader(site, state)
        with CaptureQueriesContext(connection) as asked:
            answer = client.post(SUBSCRIBE, form, REMOTE_ADDR=ATTACKER)
        seen.append((answer.status_code, answer.content, len(asked)))
        Subscriber.objects.all().delete()
        Suppression.objects.all().delete()

    assert seen == [seen[0]] * len(STATES)
    assert seen[0][0] == status
