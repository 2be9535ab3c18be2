"""Where names lead."""

import pytest
from django.test import RequestFactory
from wagtail.models import Locale, Page, PageViewRestriction, Site

from tests.pages import rows
from tests.testapp.models import HomePage, PeoplePage
from wagtail_therapy.authors.models import Author
from wagtail_therapy.authors.profiles import profile_url
from wagtail_therapy.content import caching


def asked(host="testserver"):
    return RequestFactory().get("/", headers={"host": host})


@pytest.fixture
def team(site):
    return rows.team(site)


@pytest.fixture
def german(settings):
    settings.WAGTAIL_I18N_ENABLED = True
    settings.WAGTAIL_CONTENT_LANGUAGES = [("en", "English"), ("de", "German")]
    return Locale.objects.create(language_code="de")


def test_profile_is_below_the_team_page(team):
    assert profile_url(rows.author("Orla Penhallow"), asked()) == "/who-we-are/orla-penhallow/"


def test_profiles_of_two_people_of_one_name_differ(team):
    urls = [profile_url(rows.author("Orla"), asked()) for _ in range(2)]

    assert urls == ["/who-we-are/orla/", "/who-we-are/orla-2/"]


def test_profile_has_an_address_in_any_script(team):
    assert profile_url(rows.author("Łucja Żak"), asked()) == "/who-we-are/%C5%82ucja-%C5%BCak/"


def test_profile_is_below_a_team_page_of_the_host(site):
    site.root_page.add_child(instance=PeoplePage(title="People"))

    assert profile_url(rows.author("Orla"), asked()) == "/people/orla/"


def test_first_of_several_team_pages_counts(team, site):
    rows.team(site, "Zweite")

    assert profile_url(rows.author("Orla"), asked()) == "/who-we-are/orla/"


def test_nothing_leads_to_an_author_who_is_not_published(team):
    assert profile_url(rows.author(live=False), asked()) == ""


def test_nothing_leads_anywhere_without_a_request_or_an_author_or_a_site(team, site):
    orla = rows.author("Orla")
    answers = [profile_url(orla, None), profile_url(Author(name="Preview"), asked())]
    site.delete()

    assert [*answers, profile_url(orla, asked())] == ["", "", ""]


def test_nothing_leads_anywhere_without_a_team_page(site):
    assert profile_url(rows.author(), asked()) == ""


def test_nothing_leads_to_a_team_page_that_is_a_draft(site):
    rows.team(site, live=False)

    assert profile_url(rows.author(), asked()) == ""


@pytest.mark.parametrize("is_above", [False, True])
def test_nothing_leads_to_a_private_team_page(team, site, is_above):
    page = site.root_page if is_above else team
    PageViewRestriction.objects.create(page=page, restriction_type="login")

    assert profile_url(rows.author(), asked()) == ""


def test_private_page_beside_it_changes_nothing(team, site):
    other = rows.blog(site)
    PageViewRestriction.objects.create(page=other, restriction_type="login")

    assert profile_url(rows.author("Orla"), asked()) == "/who-we-are/orla/"


def test_team_page_of_another_site_is_not_used(team, site):
    home = Page.get_first_root_node().add_child(instance=HomePage(title="Other", slug="other"))
    other = Site.objects.create(hostname="other.example", root_page=home)
    orla = rows.author("Orla")
    before = profile_url(orla, asked("other.example"))
    rows.team(other, "Wir")

    assert [before, profile_url(orla, asked("other.example")), profile_url(orla, asked())] == [
        "",
        "/wir/orla/",
        "/who-we-are/orla/",
    ]


def test_translated_author_has_a_profile_in_their_own_language(team, german):
    orla = rows.author("Orla")
    deutsch = orla.copy_for_translation(german)
    deutsch.slug, deutsch.live = "orla-deutsch", True
    deutsch.save()
    before = profile_url(deutsch, asked())
    copy = team.copy_for_translation(german, copy_parents=True)
    copy.slug = "wer-wir-sind"
    rows.publish(copy)
    publish_above(copy)

    assert [before, profile_url(orla, asked()), profile_url(deutsch, asked())] == [
        "",
        "/who-we-are/orla/",
        "/wer-wir-sind/orla-deutsch/",
    ]


def publish_above(page):
    page.get_ancestors().filter(depth__gt=1).update(live=True)


def queries_for(number, django_assert_max_num_queries):
    authors = [rows.author(f"Author {one}") for one in range(number)]
    request = asked()
    Site.find_for_request(request)
    caching.generation(request)
    with django_assert_max_num_queries(1) as counted:
        urls = [profile_url(author, request) for author in authors * 2]
    return len(set(urls)), len(counted)


def test_three_authors_cost_as_many_queries_as_one(team, django_assert_max_num_queries):
    # Content types and the roots of sites are remembered by the process.
    profile_url(rows.author(), asked())

    counted = [queries_for(number, django_assert_max_num_queries) for number in (1, 3)]

    assert counted == [(1, 1), (3, 1)]


def test_absence_of_a_team_page_is_remembered_too(site, django_assert_max_num_queries):
    profile_url(rows.author(), asked())

    assert queries_for(3, django_assert_max_num_queries) == (1, 1)
