"""Who offers an approach, and which approaches a person offers."""

import pytest
from bs4 import BeautifulSoup
from django.test import RequestFactory
from wagtail.models import Locale, Page, PageViewRestriction, Site

from tests.pages import rows
from tests.testapp.models import HomePage, MethodAuthor, MethodPage
from wagtail_therapy.approaches.offers import approaches_offered_by, offering_authors
from wagtail_therapy.authors.models import Author
from wagtail_therapy.pages.models import ApproachPage


@pytest.fixture
def index(site):
    return rows.approaches(site)


@pytest.fixture
def orla(site):
    return rows.author("Orla")


def offer(index, *authors, title="ACT", **fields):
    page = rows.approach(index, title, live=False, short_definition="Short.", **fields)
    page.offered_by = authors
    return rows.publish(page)


def asked(host="testserver"):
    return RequestFactory().get("/", headers={"host": host})


def titles(author, request=None):
    return [page.title for page in approaches_offered_by(author, request or asked())]


def soup(client, address):
    return BeautifulSoup(client.get(address).content.decode(), "html.parser")


def test_approaches_are_of_every_type_by_title(index, orla, site):
    offer(index, orla, title="Somatic therapy")
    offer(index, rows.author("Mateo"), title="EFT")
    method = MethodPage(title="Breathing", short_definition="In", live=False)
    method.offered_by = [orla]
    method.approach_authors = [MethodAuthor(author=orla)]
    rows.publish(site.root_page.add_child(instance=method))

    assert titles(orla) == ["Breathing", "Somatic therapy"]


def test_approaches_are_those_a_stranger_may_read(index, orla):
    private = offer(index, orla, title="Private")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    offer(index, orla, title="Withdrawn").unpublish()

    assert titles(orla) == []


def test_approaches_are_of_the_authors_language(index, orla):
    german = Locale.objects.create(language_code="de")
    deutsch = orla.copy_for_translation(german)
    deutsch.live = True
    deutsch.save()
    offer(index, orla)
    copied = offer(index, orla, title="ACT auf Deutsch")
    ApproachPage.objects.filter(pk=copied.pk).update(locale=german)

    assert [titles(orla), titles(deutsch)] == [["ACT"], ["ACT auf Deutsch"]]


def test_approaches_are_of_this_site(index, orla):
    home = Page.get_first_root_node().add_child(instance=HomePage(title="Other", slug="other"))
    other = Site.objects.create(hostname="other.example", root_page=home)
    offer(index, orla)
    offer(rows.approaches(other), orla, title="Elsewhere")

    assert [titles(orla), titles(orla, asked("other.example"))] == [["ACT"], ["Elsewhere"]]


def test_approaches_offered_by_is_empty_without_a_request_or_a_saved_author(index, orla):
    offer(index, orla)

    found = [approaches_offered_by(orla, None), approaches_offered_by(Author(name="New"), asked())]
    assert found == [[], []]


def test_offering_authors_are_published_translated_and_by_name(index, orla):
    german = Locale.objects.create(language_code="de")
    deutsch = orla.copy_for_translation(german)
    deutsch.live = True
    deutsch.save()
    mateo, draft = rows.author("Mateo"), rows.author("Draft", live=False)
    page = offer(index, orla, deutsch, mateo, draft)
    before = page.get_offering_authors()
    ApproachPage.objects.filter(pk=page.pk).update(locale=german)
    page.refresh_from_db()

    assert [before, page.get_offering_authors()] == [[mateo, orla], [mateo, deutsch]]


def test_draft_survives_the_deletion_of_an_author_it_names(index, orla):
    page = offer(index, orla)
    page.title = "Draft"
    page.save_revision()
    orla.delete()

    draft = ApproachPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert (draft.title, draft.get_offering_authors()) == ("Draft", [])


def test_approach_says_who_offers_it(index, orla, site, client):
    rows.team(site)
    page = offer(index, orla, rows.author("Mateo"))

    line = soup(client, page.url).find(class_="therapy-offered-by")

    assert (" ".join(line.text.split()), [link["href"] for link in line.find_all("a")]) == (
        "Offered here by Mateo and Orla",
        ["/who-we-are/mateo/", "/who-we-are/orla/"],
    )


def test_approach_says_whether_its_one_therapist_is_accepting_clients(index, orla, client):
    Author.objects.filter(pk=orla.pk).update(accepting_clients="no")
    page = offer(index, orla)

    sentences = [one.text.strip() for one in soup(client, page.url).select(".therapy-offer p")]

    assert sentences == ["Offered here by Orla", "Not accepting new clients"]


def test_approach_without_offering_authors_shows_no_offer(index, client):
    assert soup(client, offer(index).url).find(class_="therapy-offered-by") is None


def test_profile_shows_the_approaches(index, orla, site, client):
    rows.team(site)
    rows.author("Mateo")
    page = offer(index, orla)

    found = soup(client, "/who-we-are/orla/").find(class_="therapy-offered-approaches")

    assert (found.h2.text, [(link.text, link["href"]) for link in found.find_all("a")]) == (
        "Approaches I work with",
        [("ACT", page.url)],
    )
    assert soup(client, "/who-we-are/mateo/").find(class_="therapy-offered-approaches") is None


def test_who_offers_several_approaches_is_who_offers_each(site, django_assert_num_queries):
    index = rows.approaches(site)
    orla, draft = rows.author(), rows.author("Ada", live=False)
    german = rows.author("Mara").copy_for_translation(Locale.objects.create(language_code="de"))
    german.save()
    offered = [[orla, draft, german], [german], []]
    pages = [rows.approach(index, f"Way {number}", live=False) for number in range(3)]
    for page, people in zip(pages, offered, strict=True):
        page.short_definition = "Slow."
        page.offered_by = people
        rows.publish(page)

    with django_assert_num_queries(3):
        found = offering_authors(pages, index.locale_id)

    assert found == {page.pk: page.get_offering_authors() for page in pages}
    assert [[one.name for one in found[page.pk]] for page in pages] == [
        ["Mara", "Orla Penhallow"],
        ["Mara"],
        [],
    ]
