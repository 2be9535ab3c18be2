"""The card at the end of a page: how to go on from here."""

import pytest
from bs4 import BeautifulSoup
from django.template import Context, Template
from django.test import RequestFactory
from wagtail.models import PageViewRestriction

from tests.pages import rows
from wagtail_therapy.pages.models import ApproachAuthor
from wagtail_therapy.practice.models import PracticeSettings

WAYS = {
    "telephone": "+44 1632 960001",
    "email": "hello@willowmere.example",
    "booking_url": "https://jane.example/willowmere",
    "booking_name": "Jane",
}
BOOK = ("Book online with Jane (opens jane.example)", "https://jane.example/willowmere")
CALL = ("Call +44 1632 960001", "tel:+441632960001")
WRITE = ("Write to hello@willowmere.example", "mailto:hello@willowmere.example")
NOT_SURE = (
    "Not sure? You don’t have to know what you need. One sentence about what brings you is enough, "
    "and we’ll tell you who may help."
)


@pytest.fixture
def practice(site):
    return PracticeSettings.objects.create(site=site, name="Willowmere", **WAYS)


def asked():
    return RequestFactory().get("/", headers={"host": "testserver"})


def card(*people, request=None, **context):
    """Return the paragraphs and the links of ways of a card that names these people."""
    template = Template("{% load wagtail_therapy_authors %}{% therapy_next_step people %}")
    context = {"request": request or asked(), "people": people} | context
    html = BeautifulSoup(template.render(Context(context)), "html.parser")
    paragraphs = [" ".join(one.text.split()) for one in html.select("p")]
    links = html.select(".therapy-contact-ways a")
    return paragraphs, [(" ".join(one.text.split()), one["href"]) for one in links]


def test_card_says_how_to_book_call_and_write(practice):
    assert card() == ([NOT_SURE], [BOOK, CALL, WRITE])


def test_card_says_what_the_practice_says(practice):
    PracticeSettings.objects.update(telephone="", booking_url="", not_sure="Just ask.")

    assert card() == (["Not sure? Just ask."], [WRITE])


def test_card_names_who_takes_new_clients(practice):
    orla = rows.author("Orla", accepting_clients="yes")
    full = rows.author("Ada", accepting_clients="no")

    assert card(orla, full)[0] == ["Accepting new clients: Orla", NOT_SURE]
    assert card(rows.author("Kit"))[0] == [NOT_SURE]


@pytest.mark.parametrize(
    ("accepting", "availability"),
    [
        ("no", "Ada isn’t accepting new clients at the moment."),
        ("waiting_list", "Ada has a waiting list for new clients."),
    ],
)
def test_card_of_a_person_who_is_full_says_who_else_is_not(site, practice, accepting, availability):
    rows.team(site)
    for name, others in [("Orla", "yes"), ("Kit", "no"), ("Zoe", "")]:
        rows.author(name, accepting_clients=others)
    rows.author("A guest", accepting_clients="yes", works_here=False)
    ada = rows.author("Ada", accepting_clients=accepting)

    assert card(ada) == (
        [availability, "Also here, and accepting new clients: Orla", NOT_SURE],
        [BOOK, CALL, WRITE],
    )


@pytest.fixture
def orla_offering_act(site):
    """Return an author that only the page of an approach names, and that page."""
    orla = rows.author("Orla", accepting_clients="yes")
    act = rows.approach(rows.approaches(site), "ACT", short_definition="Room for it.")
    act.offered_by = [orla]
    return orla, rows.publish(act)


def offered_by_no_one(page):
    page.offered_by = []
    rows.publish(page)


def made_private(page):
    PageViewRestriction.objects.create(page=page, restriction_type="login")


def written_by(author, page):
    """Add a row as a script may do."""
    ApproachAuthor.objects.create(page=page, author=author)


GONE = {
    "the author is unpublished": lambda orla, act: orla.unpublish(),
    "the author is full": lambda orla, act: save(orla, accepting_clients="no"),
    "the page is unpublished": lambda orla, act: act.unpublish(),
    "the page is deleted": lambda orla, act: act.delete(),
    "the page is private": lambda orla, act: made_private(act),
    "the page no longer names them": lambda orla, act: offered_by_no_one(act),
}


def save(author, **fields):
    for name, value in fields.items():
        setattr(author, name, value)
    author.save()


@pytest.mark.parametrize("change", GONE.values(), ids=GONE)
def test_card_names_others_only_as_long_as_it_may(orla_offering_act, practice, change):
    ada = rows.author("Ada", accepting_clients="no")
    also = "Also here, and accepting new clients: Orla"
    assert also in card(ada)[0]

    change(*orla_offering_act)
    assert also not in card(ada)[0]


def test_card_names_others_from_when_a_page_does(orla_offering_act, practice):
    ada = rows.author("Ada", accepting_clients="no")
    zoe = rows.author("Zoe", accepting_clients="yes")
    assert "Also here, and accepting new clients: Orla" in card(ada)[0]

    written_by(zoe, orla_offering_act[1])
    assert "Also here, and accepting new clients: Orla and Zoe" in card(ada)[0]


def test_others_are_looked_up_once_for_all_pages(
    orla_offering_act, practice, django_assert_num_queries
):
    ada = rows.author("Ada", accepting_clients="no")
    card(ada)

    # Whether anything has changed, the site, the language, and whether they are published and take
    # new clients.
    with django_assert_num_queries(4):
        card(ada)


def test_card_says_where_else_to_turn_if_no_one_takes_new_clients(site, practice):
    rows.team(site)
    PracticeSettings.objects.update(way_on="Ask your doctor.")
    people = [rows.author(name, accepting_clients="no") for name in ("Ada", "Kit")]

    everyone = "Everyone named on this page is full at the moment."
    assert card(*people) == ([everyone, "Ask your doctor.", NOT_SURE], [CALL, WRITE])


def test_card_names_no_one_of_another_site(site, practice):
    # No page of this site shows her.
    rows.author("Orla", accepting_clients="yes")

    assert card(rows.author("Ada", accepting_clients="no"))[1] == [CALL, WRITE]


def test_card_of_a_guest_is_that_of_the_practice(practice):
    guest = rows.author("Guest", accepting_clients="no", works_here=False)

    assert card(guest) == ([NOT_SURE], [BOOK, CALL, WRITE])


def test_card_is_once_in_a_page(practice):
    request = asked()

    assert [bool(card(request=request)[1]) for _time in range(2)] == [True, False]


def test_there_is_no_card_where_there_is_nothing_to_say(site):
    PracticeSettings.objects.create(site=site, name="Willowmere")

    assert card(rows.author(accepting_clients="yes")) == ([], [])


def test_pages_end_with_the_card(site, practice, client):
    orla = rows.author("Orla", accepting_clients="yes")
    team, index = rows.team(site), rows.approaches(site)
    concern = rows.concern("Grief")
    page = rows.approach(
        index, short_definition="Slow.", concerns=[rows.used_for(concern)], offered_here=True
    )
    page.offered_by = [orla]
    rows.publish(page)

    for path in (team.url, f"{team.url}orla/", page.url, f"{index.url}concerns/grief/"):
        html = BeautifulSoup(client.get(path).content, "html.parser")
        [found] = html.select(".therapy-next-step")
        assert "Accepting new clients: Orla" in " ".join(found.text.split())


def test_block_shows_the_card_in_place_of_the_page(site, practice, client):
    ada = rows.author("Ada", accepting_clients="no")
    value = {"heading": "How to begin", "people": [ada.pk]}
    block = {"type": "next_step", "value": value}
    page = rows.approach(rows.approaches(site), short_definition="Slow.", body=[block])

    html = BeautifulSoup(client.get(page.url).content, "html.parser")
    [found] = html.select(".therapy-next-step")
    assert (found.h2.text, found.p.text.strip()) == (
        "How to begin",
        "Ada isn’t accepting new clients at the moment.",
    )
