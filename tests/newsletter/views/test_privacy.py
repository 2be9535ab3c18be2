"""Our pages tell no one who reads, and looking changes nothing."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.newsletter import rows, visitors
from tests.newsletter.visitors import ADDRESS, MANAGE_LINK, STATES, SUBSCRIBE, filled_in
from wagtail_therapy.newsletter import tokens
from wagtail_therapy.newsletter.models import Subscriber
from wagtail_therapy.practice.models import PracticeSettings


def links(reader):
    """Return every public address of the newsletter, valid and not."""
    return {
        "subscribe": SUBSCRIBE,
        "confirm": f"/newsletter/confirm/{tokens.confirm_token(reader)}/",
        "frequency": f"/newsletter/frequency/{tokens.unsubscribe_token(reader)}/",
        "unsubscribe": f"/newsletter/unsubscribe/{tokens.unsubscribe_token(reader)}/",
        "never again": f"/newsletter/never-again/{tokens.never_again_token(reader)}/",
        "manage": f"/newsletter/manage/{tokens.unsubscribe_token(reader)}/",
        "manage all": f"/newsletter/manage-all/{tokens.manage_token(reader)}/",
        "new address": f"/newsletter/new-address/{tokens.new_address_token(reader)}/",
        "ask for a link": MANAGE_LINK,
        "reason": "/newsletter/reason/",
        "manage forged": "/newsletter/manage/forged/",
        "manage all forged": "/newsletter/manage-all/forged/",
        "new address forged": "/newsletter/new-address/forged/",
        "confirm forged": "/newsletter/confirm/forged/",
        "frequency forged": "/newsletter/frequency/forged/",
        "unsubscribe forged": "/newsletter/unsubscribe/forged/",
        "never again forged": "/newsletter/never-again/forged/",
    }


def answers_for_all_states(site, post):
    """Return the answer and the number of queries for an address in each state there is."""
    answers, queries = {}, {}
    for state in STATES:
        address = f"{state}@mail.example"
        visitors.add_reader(site, state, address)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            answers[state] = visitors.answer(post(address))
        queries[state] = [statement["sql"].split()[0] for statement in captured]
    return answers, queries


def test_subscribe_answers_the_same_whatever_is_known_of_an_address(client, site):
    def post(address):
        return client.post(SUBSCRIBE, filled_in(site, address))

    post("someone@mail.example")
    answers, queries = answers_for_all_states(site, post)

    assert answers == dict.fromkeys(STATES, answers["unknown"])
    assert queries == dict.fromkeys(STATES, queries["unknown"])
    assert "Check your email" in answers["unknown"][3].decode()


def test_subscribe_answers_the_same_to_who_was_mailed_a_moment_ago(client, site, practice):
    def post():
        with CaptureQueriesContext(connection) as captured:
            answer = visitors.answer(client.post(SUBSCRIBE, filled_in(site)))
        return answer, len(captured)

    client.post(SUBSCRIBE, filled_in(site, "someone@mail.example"))
    first, owed = post(), post()
    Subscriber.objects.get(email=ADDRESS).mark_confirmation_sent(rows.timezone.now())
    sent = post()

    assert (owed, sent) == (first, first)


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_looking_at_a_link_changes_no_row(client, site, method):
    reader = rows.subscriber(site, status="pending")
    before = visitors.everything()

    statuses = {
        name: client.generic(method, url).status_code for name, url in links(reader).items()
    }

    assert statuses == {
        "subscribe": 200,
        "confirm": 200,
        "frequency": 200,
        "unsubscribe": 200,
        "never again": 200,
        # Of a reader who isn't subscribed.
        "manage": 404,
        "manage all": 404,
        "new address": 404,
        "ask for a link": 200,
        "reason": 404,
        "manage forged": 404,
        "manage all forged": 404,
        "new address forged": 404,
        "confirm forged": 404,
        "frequency forged": 404,
        "unsubscribe forged": 404,
        "never again forged": 404,
    }
    assert visitors.everything() == before
    assert PracticeSettings.objects.count() == 0


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
def test_no_page_sets_a_cookie(site, method):
    reader = rows.subscriber(site, status="pending")
    strict = Client(enforce_csrf_checks=True)
    cookies = {
        name: strict.generic(method, url).cookies.output() for name, url in links(reader).items()
    }
    assert cookies == dict.fromkeys(cookies, "")


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_pages_of_a_reader_are_not_cached_indexed_or_sent_as_referrer(client, site, method):
    reader = rows.subscriber(site, status="pending")
    headers = {"Cache-Control", "X-Robots-Tag", "Referrer-Policy"}
    sent = {
        name: {header: client.generic(method, url).headers.get(header) for header in headers}
        for name, url in links(reader).items()
    }
    # The page after a form is shown again by Back, which can't send the form once more.
    stored = {"GET": "max-age=0, no-cache, no-store, must-revalidate, private"}
    private = {
        "Cache-Control": stored.get(method, "private, max-age=0"),
        "X-Robots-Tag": "noindex",
        "Referrer-Policy": "no-referrer",
    }
    # The empty form is about no reader, so search engines may have it.
    form = private | {"X-Robots-Tag": None, "Referrer-Policy": "same-origin"}
    assert sent == dict.fromkeys(sent, private) | {"subscribe": form, "ask for a link": form}


def test_empty_form_is_described_to_search_engines(client, site):
    answers = [client.get(SUBSCRIBE), client.post(SUBSCRIBE, {"email": "x"})]
    described = [
        [tag["content"] for tag in visitors.parsed(answer).select("meta[name=description]")]
        for answer in answers
    ]
    assert described == [[answers[0].context["consent"].opening], []]


def test_no_page_names_the_address_of_a_reader(client, site):
    reader = rows.subscriber(site, "secret.reader@mail.example", status="pending")
    named = {
        name: b"secret.reader" in client.generic(method, url).content
        for method in ("GET", "POST")
        for name, url in links(reader).items()
    }
    assert named == dict.fromkeys(named, False)


def test_no_page_refers_to_another_host(client, site):
    reader = rows.subscriber(site, status="pending")
    for url in links(reader).values():
        page = visitors.parsed(client.get(url))
        places = [tag.get(name) for tag in page.find_all() for name in ("src", "href", "action")]
        assert [place for place in places if place and place.startswith("//")] == []
        hosts = {place.split("/")[2] for place in places if place and "://" in place}
        assert hosts <= {"testserver"}
