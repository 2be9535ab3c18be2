"""The page of a concern below a list of approaches."""

import pytest
from bs4 import BeautifulSoup
from wagtail.models import Locale, PageViewRestriction

from tests.pages import rows
from wagtail_therapy.approaches.models import ConcernGuideline
from wagtail_therapy.authors.models import Author
from wagtail_therapy.pages.models import ApproachIndexPage, ApproachPage
from wagtail_therapy.practice.models import PracticeSettings

ADDRESS = "/approaches/concerns/grief/"
OTHERS = [
    *(f"/history/{path}" for path in ("", "feed/", "feed/atom/", "feed/json/")),
    "/take-along/",
]


@pytest.fixture
def index(site):
    return rows.approaches(site)


@pytest.fixture
def grief(site):
    return rows.concern("Grief", description="It comes in waves.")


def approach(index, title, concern, recommendation="", **fields):
    named = {
        "concerns": [rows.used_for(concern)],
        "recommendations": [rows.says(concern, recommendation)] if recommendation else [],
    }
    return rows.approach(index, title, short_definition=f"{title}.", **named, **fields)


def soup(client, address=ADDRESS):
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content.decode(), "html.parser")


def links(html, selector):
    return [" ".join(link.text.split()) for link in html.select(f"{selector} a")]


def test_approaches_are_grouped_by_what_guidelines_say_and_alphabetical_within(
    index, grief, client
):
    for title, recommendation in [("C", ""), ("B", "recommends"), ("A", "")]:
        approach(index, title, grief, recommendation)
    approach(index, "Other", rows.concern())

    html = soup(client)

    groups = html.select(".therapy-standing")
    assert [(one.h3.text, [card.text for card in one.select("h4")]) for one in groups] == [
        ("Recommended in a guideline", ["B"]),
        ("Little research, or not checked yet", ["A", "C"]),
    ]
    assert (html.h1.text, html.title.text) == ("Grief", "Grief – Approaches – Foreign host")


def test_approaches_that_a_stranger_may_not_read_are_not_there(index, grief, client):
    approach(index, "Draft", grief, live=False)
    private = approach(index, "Private", grief)
    PageViewRestriction.objects.create(page=private, restriction_type="login")

    assert soup(client).select(".therapy-standing") == []


def test_people_are_those_who_offer_what_is_not_advised_against(index, grief, client):
    for title, recommendation, name in [("A", "", "Orla"), ("B", "advises_against", "Mateo")]:
        offered(index, title, grief, rows.author(name), recommendation=recommendation)

    assert people(soup(client)) == ["Orla"]


def offered(index, title, concern, *authors, **fields):
    page = approach(index, title, concern, live=False, **fields)
    page.offered_by = authors
    return rows.publish(page)


def people(html):
    return [one.text.strip() for one in html.select(".therapy-author-card h3")]


def test_people_with_room_come_first_and_full_ones_are_followed_by_a_way_on(
    index, grief, client, site
):
    PracticeSettings.objects.create(site=site, telephone="0161 496 0000")
    index.way_on = "<p>Ask your <b>doctor</b>.</p>"
    rows.publish(index)
    full = rows.author("Ada", accepting_clients="no")
    offered(index, "A", grief, full, rows.author("Zoe", accepting_clients="yes"))

    html = soup(client)
    assert (people(html), html.select(".therapy-way-on")) == (["Zoe", "Ada"], [])

    zoe = Author.objects.get(name="Zoe")
    zoe.accepting_clients = "waiting_list"
    zoe.save()

    section = soup(client).find(attrs={"aria-labelledby": "therapy-people"})
    paragraphs = section.select("section > p, .therapy-way-on")
    assert [" ".join(one.text.split()) for one in paragraphs] == [
        "Everyone who works with this here is full at the moment.",
        "Where else to turn Ask your doctor. Or ask us: 0161 496 0000",
    ]


@pytest.mark.parametrize("way_on", ["", '<p data-block-key="a"></p>'])
def test_way_on_begins_with_the_practice_where_nothing_else_is_named(
    index, grief, client, site, way_on
):
    PracticeSettings.objects.create(site=site, telephone="0161 496 0000")
    index.way_on = way_on
    rows.publish(index)

    box = soup(client).find(class_="therapy-way-on")
    assert " ".join(box.text.split()) == "Where else to turn Ask us: 0161 496 0000"


def test_concern_says_what_guidelines_put_first_though_it_is_not_here(index, grief, client):
    nice = rows.guideline(number="NG1", title="Loss")
    older = rows.guideline(number="CG1", year=2004, title="Loss", superseded_by=nice)
    for guideline in (older, nice):
        grief.concern_guidelines.add(
            ConcernGuideline(guideline=guideline, puts_first="Waiting\n\nGuided self-help ")
        )
    grief.save()
    approach(index, "A", grief)

    html = soup(client)

    found = html.select(".therapy-guideline")
    assert [" ".join(one.get_text(" ").split()) for one in found] == [
        "NICE NG1 (2022) Loss Waiting Guided self-help",
        "NICE CG1 (2004) (replaced by NICE NG1 (2022)) Loss Waiting Guided self-help",
    ]
    assert " ".join(html.find(class_="therapy-described").text.split()) == (
        "These are the approaches this practice describes. Others may be recommended for Grief: "
        "NICE NG1 (2022) · NICE CG1 (2004) (replaced by NICE NG1 (2022))"
    )


def test_posts_about_it_are_the_readable_ones_newest_first(index, grief, client, site):
    blog, orla = rows.blog(site), rows.author("Orla")
    for title in ("Old", "New"):
        post = rows.post(blog, orla, title=title, live=False)
        post.concerns = [grief]
        rows.publish(post)
    rows.post(blog, orla, title="Of something else")
    draft = rows.post(blog, orla, title="Draft", live=False)
    draft.concerns = [grief]
    draft.save()

    assert links(soup(client), "[aria-labelledby=therapy-about]") == ["New", "Old"]


def test_unknown_concern_is_not_found(index, client):
    assert client.get(ADDRESS).status_code == 404


def test_concern_of_another_language_is_not_found(index, grief, client):
    grief.locale = Locale.objects.create(language_code="de")
    grief.save()

    assert client.get(ADDRESS).status_code == 404


def test_concern_that_nothing_is_about_says_so_and_is_in_no_sitemap(index, grief, client):
    empty = soup(client).find(class_="therapy-empty")

    assert empty.text == "We haven’t written about this yet."
    assert [one["location"] for one in index.get_sitemap_urls()] == [
        "http://testserver/approaches/",
        "http://testserver/approaches/history/",
    ]
    assert index.get_cached_paths() == ["/", *OTHERS]


def test_concern_of_an_approach_or_a_post_is_in_the_sitemap(index, grief, site):
    anxiety = rows.concern()
    approach(index, "A", grief)
    post = rows.post(rows.blog(site), rows.author("Orla"), live=False)
    post.concerns = [anxiety]
    rows.publish(post)

    assert [one["location"] for one in index.get_sitemap_urls()] == [
        "http://testserver/approaches/",
        "http://testserver/approaches/concerns/anxiety/",
        "http://testserver/approaches/concerns/grief/",
        "http://testserver/approaches/history/",
    ]
    assert index.get_cached_paths() == ["/", "/concerns/anxiety/", "/concerns/grief/", *OTHERS]
    assert index.get_route_paths() == index.get_cached_paths()


def test_private_index_names_no_concern_in_the_sitemap(index, grief):
    approach(index, "A", grief)
    PageViewRestriction.objects.create(page=index, restriction_type="login")

    assert index.get_sitemap_urls() == []


@pytest.mark.parametrize(("is_dangerous", "number"), [(True, 1), (False, 0)])
def test_crisis_notice_comes_first_where_the_concern_asks_for_it(
    index, grief, client, site, is_dangerous, number
):
    PracticeSettings.objects.create(site=site, crisis_notice="Call 911.")
    grief.shows_crisis_notice = is_dangerous
    grief.save()

    first = soup(client).select(".therapy-first-notices")

    assert len(first) == number
    assert soup(client, index.url).select(".therapy-first-notices") == []


def test_concern_of_a_translated_page_is_that_of_its_original(index, grief, client):
    german = Locale.objects.create(language_code="de")
    trauer = grief.copy_for_translation(german)
    trauer.name, trauer.slug = "Trauer", "trauer"
    trauer.save()
    approach(index, "A", grief)
    ApproachPage.objects.update(locale=german)
    ApproachIndexPage.objects.update(locale=german)

    groups = soup(client, "/approaches/concerns/trauer/").select(".therapy-standing h4")

    assert [one.text for one in groups] == ["A"]


def test_number_of_queries_does_not_grow(index, grief, client, django_assert_max_num_queries):
    orla = rows.author("Orla")
    for title in "ABCDE":
        offered(index, title, grief, orla, recommendation="considers")

    client.get(ADDRESS)
    with django_assert_max_num_queries(15):
        soup(client)
