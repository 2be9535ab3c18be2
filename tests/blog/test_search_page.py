"""What the search finds on the whole site, and where it leads if that is nothing."""

from copy import deepcopy

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageViewRestriction

from tests.approaches.rows import approach
from tests.pages import rows
from tests.sites import add_site
from wagtail_therapy.pages.models import ApproachIndexPage, TeamPage
from wagtail_therapy.practice.models import PracticeSettings

WAYS = {"telephone": "+44 1632 960001", "email": "hello@willowmere.example"}


@pytest.fixture(scope="module")
def shared_blog(make_once):
    return make_once(lambda: add_blog(add_site("testserver")))


def add_blog(site):
    """Add a practice that writes about anxiety, and about nothing else."""
    PracticeSettings.objects.create(site=site, crisis_preset="us", **WAYS)
    anxiety = rows.concern("Anxiety", description="Fear and worry that stay.")
    index = rows.approaches(site)
    approach(index, "CBT", anxiety, short_definition="Works with panic.", also_known_as="Talking")
    approach(index, "Draft about panic", live=False)
    rows.team(site)
    orla = rows.author("Orla", job_title="Psychologist", short_bio="Panic and other fears.")
    rows.author("Not published", short_bio="Panic.", live=False)
    blog = rows.blog(site)
    rows.post(blog, orla, title="About panic")
    for number in range(4):
        rows.post(blog, orla, title=f"Another {number}")
    call_command("wagtail_update_index", verbosity=0)
    return blog


@pytest.fixture
def blog(shared_blog, db):
    return deepcopy(shared_blog)


@pytest.fixture
def site(blog):
    return blog.get_site()


def search(client, blog, words):
    html = BeautifulSoup(client.get(f"{blog.url}search/", {"q": words}).content, "html.parser")
    return html.find(class_="therapy-posts")


def heading(section):
    """Return the heading of a section, after the one that it is below."""
    own = section.find(["h2", "h3"])
    above = [section.find_previous("h2")] if own.name == "h3" else []
    return ": ".join(" ".join(one.text.split()) for one in [*above, own])


def groups(found):
    """Return the links below each heading."""
    return {
        heading(one): [link.text for link in one.select("a")]
        for one in found.select(".therapy-answer")
    }


def test_search_finds_approaches_and_people_beside_posts(blog, client):
    found = search(client, blog, "panic")

    assert groups(found) == {
        "Approaches": ["CBT"],
        "People": ["Orla"],
        "About the same: What brings you here?": ["Anxiety"],
    }
    assert [one.text for one in found.select(".therapy-card-title")] == ["About panic"]
    assert found.find(class_="therapy-matches").text == "4 results"


def test_blog_links_to_the_search_at_its_top(blog, client):
    html = BeautifulSoup(client.get(blog.url).content, "html.parser")

    assert {one.text: one["href"] for one in html.select(".therapy-by-email a")} == {
        "Get new posts by email": "#therapy-subscribe-1-email",
        "Search this site": f"{blog.url}search/",
    }


@pytest.mark.parametrize("words", ["anxiety", "anxious", "fear and worry"])
def test_search_finds_concerns_whatever_their_ending(blog, client, words):
    assert groups(search(client, blog, words))["What brings you here?"] == ["Anxiety"]


def test_search_without_a_result_leads_on(blog, client):
    found = search(client, blog, "zebra")

    assert groups(found) == {
        "What brings you here?": ["Anxiety"],
        "Newest posts": ["Another 3", "Another 2", "Another 1"],
        "Ask us": ["Call +44 1632 960001", "Write to hello@willowmere.example"],
    }
    assert found.find(class_="therapy-matches").text == "0 results"
    assert found.find(class_="therapy-crisis-line") is None


def test_search_for_more_words_than_anything_has_finds_what_has_some(blog, client):
    found = search(client, blog, "what helps with panic")

    some = "With some of these words"
    assert groups(found) == {
        "About the same: What brings you here?": ["Anxiety"],
        f"{some}: Approaches": ["CBT"],
        f"{some}: People": ["Orla"],
        f"{some}: Posts": ["About panic"],
        "Ask us": ["Call +44 1632 960001", "Write to hello@willowmere.example"],
    }
    assert found.find(class_="therapy-matches").text == "1 result"


def test_search_that_found_a_concern_suggests_the_others(blog, client, site):
    [index] = ApproachIndexPage.objects.all()
    approach(index, "ACT", rows.concern("Grief"), short_definition="Room for what is hard.")
    found = search(client, blog, "what helps with panic")

    assert groups(found)["About the same: What brings you here?"] == ["Anxiety"]
    assert groups(found)["Something else?"] == ["Grief"]


def test_search_finds_what_has_other_words_for_the_same(blog, client, site):
    site.root_page.add_child(instance=Page(title="Our fees", search_description="What we charge."))
    call_command("wagtail_update_index", verbosity=0)
    found = search(client, blog, "insurance")

    assert groups(found) == {
        "About the same: On this site": ["Our fees"],
        "What brings you here?": ["Anxiety"],
        "Ask us": ["Call +44 1632 960001", "Write to hello@willowmere.example"],
    }
    assert found.find(class_="therapy-matches").text == "1 result"
    assert found.find(class_="therapy-empty") is None


@pytest.mark.parametrize("words", ["a", "zebra of a"])
def test_search_for_some_words_leaves_out_the_short_ones(blog, client, words):
    assert not any("some" in heading for heading in groups(search(client, blog, words)))


@pytest.mark.parametrize("words", ["suicidal", "i want to kill myself"])
def test_word_of_a_crisis_shows_the_numbers_first(blog, client, words):
    line = search(client, blog, words).find(class_="therapy-crisis-line")

    assert [(one.text, one["href"]) for one in line.select("a")] == [
        ("Call 988", "tel:988"),
        ("Call 911", "tel:911"),
        ("Text 988", "sms:988"),
        ("More lines", "#therapy-crisis"),
    ]
    assert line.find_next("h1") is not None


def test_search_leaves_out_what_a_stranger_may_not_read(blog, client):
    PageViewRestriction.objects.create(
        page=ApproachIndexPage.objects.get(), restriction_type="login"
    )
    # Without a team page, no one has a profile on the site.
    TeamPage.objects.get().unpublish()

    assert groups(search(client, blog, "panic")) == {}


def test_number_of_queries_is_the_same_for_one_and_for_many(blog, client, site):
    def count():
        with CaptureQueriesContext(connection) as queries:
            search(client, blog, "panic")
        return len(queries)

    search(client, blog, "panic")
    few = count()
    index = blog.get_siblings().type(type(rows.approaches(site, "Others"))).first().specific
    for number in range(4):
        approach(index, f"Panic {number}")
        rows.author(f"Panic {number}")
    call_command("wagtail_update_index", verbosity=0)
    search(client, blog, "panic")

    assert count() == few
