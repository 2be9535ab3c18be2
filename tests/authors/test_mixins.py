"""The team page and the profiles below it, as they are asked for."""

from datetime import UTC, date, datetime

import pytest
from bs4 import BeautifulSoup
from django.test import RequestFactory
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, PageViewRestriction

from tests.content.rendering import squeezed
from tests.pages import rows
from tests.testapp.models import HomePage, PeoplePage
from wagtail_therapy.authors.models import Author, AuthorDegree, AuthorLicense, AuthorLink
from wagtail_therapy.pages.models import TeamPage

pytestmark = rows.MAKES_RENDITIONS


@pytest.fixture
def team(site):
    return rows.team(site, intro="<p>Hello.</p>")


@pytest.fixture
def orla(site):
    author = Author(
        name="Orla Penhallow",
        honorific_prefix="Dr",
        post_nominals="PsyD",
        pronouns="she/her",
        job_title="Psychologist",
        location="Harrow Bay",
        accepting_clients="waiting_list",
        languages="English, Deutsch",
        short_bio="Patterns & people.",
        long_bio="<p>Long.</p>",
    )
    author.licenses = [
        AuthorLicense(title="Psychologist", number="7", jurisdiction="Example"),
        AuthorLicense(title="Old one", expires_date=date(2020, 1, 1)),
    ]
    author.degrees = [AuthorDegree(title="Doctor", institution="Example University", year=2009)]
    author.links = [AuthorLink(label="Book a session", url="https://book.example/")]
    author.save()
    return author


def soup(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status
    return BeautifulSoup(response.content.decode(), "html.parser")


def names(client, page):
    return [card.text for card in soup(client, page.url).find_all(class_="therapy-card-title")]


def test_team_shows_cards_with_links_to_profiles(team, client):
    rows.author("Orla", post_nominals="PsyD", job_title="Psychologist", short_bio="Hi.")

    assert squeezed(soup(client, team.url).find(class_="therapy-team")) == (
        '<div class="therapy-index therapy-team" lang="en">'
        '<header class="therapy-header"><h1 class="therapy-title">Who we are</h1>'
        '<div class="therapy-intro"><p>Hello.</p></div></header>'
        '<article class="therapy-card therapy-author-card"><div class="therapy-author-text">'
        '<h2 class="therapy-card-title"><a href="/who-we-are/orla/" rel="author">Orla, PsyD</a>'
        '</h2><p class="therapy-author-role">Psychologist</p>'
        '<div class="therapy-author-bio"><p>Hi.</p></div></div></article></div>'
    )


def test_team_page_lists_all_authors_by_name(team, client):
    for name in ("Sunniva", "Mateo"):
        rows.author(name)

    assert names(client, team) == ["Mateo", "Sunniva"]


def test_team_shows_those_an_editor_chose(team, client):
    sunniva, mateo, gone = (rows.author(name) for name in ("Sunniva", "Mateo", "Gone"))
    team.members = [("author", one) for one in (sunniva, mateo, gone)]
    team.save()
    rows.author("Guest")
    gone.delete()

    assert names(client, team) == ["Sunniva", "Mateo"]


def test_team_page_whose_members_were_all_deleted_lists_no_one(team, client):
    gone = rows.author("Gone")
    team.members = [("author", gone)]
    team.save()
    rows.author("Guest")
    gone.delete()

    assert soup(client, team.url).find(class_="therapy-empty").text == (
        "No one is listed here yet."
    )


def test_team_is_previewed_before_it_is_saved(site):
    rows.author("Orla")
    draft = TeamPage(title="Draft", locale=Locale.get_default())

    response = draft.make_preview_request()

    cards = BeautifulSoup(response.content.decode(), "html.parser").select(".therapy-card-title")
    assert [card.text for card in cards] == ["Orla"]


def test_profile_shows_everything_but_expired_licenses(team, orla, client):
    html = soup(client, "/who-we-are/orla-penhallow/")

    assert squeezed(html.find(class_="therapy")) == (
        '<div class="therapy"><article class="therapy-profile" lang="en">'
        '<header class="therapy-header therapy-profile-header"><div class="therapy-author-text">'
        '<h1 class="therapy-title">Dr Orla Penhallow, PsyD</h1>'
        '<p class="therapy-pronouns">she/her</p>'
        '<p class="therapy-acceptance therapy-accepting-waiting_list">'
        "Waiting list for new clients</p>"
        '<p class="therapy-author-role">Psychologist · Harrow Bay</p>'
        '<ul class="therapy-facts"><li>Languages: English, Deutsch</li></ul></div></header>'
        '<div class="therapy-prose"><p>Long.</p></div>'
        '<ul aria-label="Links" class="therapy-author-links">'
        '<li><a href="https://book.example/" rel="noreferrer">Book a session</a></li></ul>'
        '<section><h2 class="therapy-heading">Licences and registrations</h2>'
        '<ul aria-label="Licences and registrations" class="therapy-licenses">'
        "<li>Psychologist, 7 (Example)</li></ul></section>"
        '<section><h2 class="therapy-heading">Degrees and training</h2>'
        '<ul aria-label="Degrees and training" class="therapy-degrees">'
        "<li>Doctor, Example University (2009)</li></ul></section></article>"
        '<p class="therapy-back-link"><a href="/who-we-are/">Back to “Who we are”</a></p></div>'
    )


def test_profile_has_title_description_and_address_of_its_own(team, orla, client):
    team.search_description = "All of us."
    team.save()

    head = soup(client, "/who-we-are/orla-penhallow/").head

    assert (
        head.title.text,
        [meta["content"] for meta in head.find_all("meta", attrs={"name": "description"})],
        [link["href"] for link in head.find_all("link", rel="canonical")],
    ) == (
        "Dr Orla Penhallow, PsyD – Foreign host",
        ["Patterns & people."],
        ["http://testserver/who-we-are/orla-penhallow/"],
    )


def test_profile_of_an_author_with_nothing_but_a_name(team, client):
    rows.author("Orla")

    html = soup(client, "/who-we-are/orla/")

    assert (html.h1.text, html.find_all(["h2", "ul"])) == ("Orla", [])
    assert html.head.find("meta", attrs={"name": "description"}) is None


@pytest.mark.parametrize("slug", ["draft", "unknown", "unknown/more"])
def test_there_is_no_profile_of_others(team, client, slug):
    rows.author("Draft", live=False)

    soup(client, f"/who-we-are/{slug}/", status=404)


def test_profile_of_an_author_outside_the_team_list_is_served(team, orla, client):
    team.members = [("author", rows.author("Mateo"))]
    team.save()

    assert soup(client, "/who-we-are/orla-penhallow/").h1.text == "Dr Orla Penhallow, PsyD"


def test_profile_below_a_private_team_page_is_private(team, orla, client):
    PageViewRestriction.objects.create(page=team, restriction_type="login")

    soup(client, "/who-we-are/orla-penhallow/", status=302)


def test_page_below_the_team_is_reached(team, client):
    team.add_child(instance=HomePage(title="Fees", slug="fees"))

    assert soup(client, "/who-we-are/fees/").h1.text == "Fees"


def test_profile_of_another_language_is_not_below(team, client):
    rows.author("Orla", locale=Locale.objects.create(language_code="de"))

    soup(client, "/who-we-are/orla/", status=404)


def test_sitemap_names_the_profiles(team, orla):
    rows.author("Draft", live=False)
    published = datetime(2026, 11, 20, tzinfo=UTC)
    Author.objects.update(last_published_at=published)
    TeamPage.objects.update(last_published_at=published)
    team.refresh_from_db()

    urls = [
        (url["location"], url["lastmod"])
        for url in team.get_sitemap_urls(RequestFactory().get("/"))
    ]

    assert urls == [
        ("http://testserver/who-we-are/", published),
        ("http://testserver/who-we-are/orla-penhallow/", published),
    ]


def test_paths_in_a_cache_are_those_of_the_profiles_too(team, orla):
    assert list(team.get_cached_paths()) == ["/", "/orla-penhallow/"]


def test_profiles_are_found_after_the_team_has_moved(
    team, orla, client, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        team.slug = "people"
        rows.publish(team)

    moved = {redirect.old_path: redirect.link for redirect in Redirect.objects.all()}
    assert moved == {
        "/who-we-are": "/people/",
        "/who-we-are/orla-penhallow": "/people/orla-penhallow/",
    }


def test_hosts_own_team_page_uses_our_templates(site, orla, client):
    page = site.root_page.add_child(instance=PeoplePage(title="People"))

    assert soup(client, page.url).find(class_="therapy-card-title").a["href"] == (
        "/people/orla-penhallow/"
    )
    assert soup(client, "/people/orla-penhallow/").h1.text == "Dr Orla Penhallow, PsyD"
