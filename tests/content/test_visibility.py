import pytest
from wagtail.models import Locale, Page, PageViewRestriction

from tests.pages import rows
from tests.testapp.models import HomePage
from wagtail_therapy.content.visibility import (
    exclude_private,
    first_without_repeated_aliases,
    public_pages,
    site_pages,
    specific_pages,
    specific_without_bodies,
    without_repeated_aliases,
    without_repeated_aliases_for_search,
)
from wagtail_therapy.pages.models import BlogIndexPage, TeamPage


def test_public_are_live_pages_of_the_types_and_the_language(site):
    team = rows.team(site)
    rows.team(site, "Draft", live=False)
    secret = rows.team(site, "Secret")
    PageViewRestriction.objects.create(page=secret, restriction_type="login")
    rows.blog(site)
    foreign = rows.team(site, "Foreign")
    german = Locale.objects.create(language_code="de")
    TeamPage.objects.filter(pk=foreign.pk).update(locale=german)

    found = public_pages(Page.objects.all(), [TeamPage], team.locale_id)
    assert [page.pk for page in found] == [team.pk]


def test_pages_of_a_site_in_another_language_lie_below_its_translated_home(site):
    german = Locale.objects.create(language_code="de")
    start = site.root_page.specific.copy_for_translation(german)
    below = start.add_child(instance=TeamPage(title="Wir", locale=german))
    here = rows.team(site)

    assert [page.pk for page in site_pages(site, here.locale_id)] == [here.pk]
    assert [page.pk for page in site_pages(site, german.pk)] == [below.pk]


def test_pages_are_read_as_what_they_are_in_their_order(site, django_assert_num_queries):
    blog, team = rows.blog(site), rows.team(site)
    found = Page.objects.filter(pk__in=[blog.pk, team.pk]).order_by("-pk")
    specific_pages(found)

    # The rows, and those of each type.
    with django_assert_num_queries(3):
        read = specific_pages(found)
    assert [type(page) for page in read] == [TeamPage, BlogIndexPage]
    brief = specific_without_bodies(found)
    assert (brief, "sidebar" in brief[1].get_deferred_fields()) == (read, True)


def test_nothing_is_read_of_nothing(site):
    assert specific_pages(Page.objects.type(HomePage).none()) == []


@pytest.fixture
def mirrored(site):
    """Pages in their order, and which of them show each text once."""
    first, second, gone = (rows.team(site, title) for title in ("First", "Second", "Gone"))
    mirrors = [
        page.create_alias(update_slug=f"m-{page.pk}-{n}") for n in (1, 2) for page in (first, gone)
    ]
    _mirror, of_gone, *_more = mirrors
    pages = Page.objects.type(TeamPage).exclude(pk=gone.pk).order_by("pk")
    return pages, [first.pk, second.pk, of_gone.pk]


@pytest.mark.parametrize("once", [without_repeated_aliases, without_repeated_aliases_for_search])
def test_aliases_are_left_out_beside_what_they_show(mirrored, once):
    pages, shown = mirrored

    assert [page.pk for page in once(pages)] == shown


def test_first_ones_are_once_each_and_take_a_second_query_for_aliases_only(
    mirrored, django_assert_num_queries
):
    pages, shown = mirrored

    with django_assert_num_queries(1):
        assert [page.pk for page in first_without_repeated_aliases(pages, 2)] == shown[:2]
    with django_assert_num_queries(2):
        assert [page.pk for page in first_without_repeated_aliases(pages, 3)] == shown


def test_pages_without_private_ones_are_those_of_wagtail(site, django_assert_num_queries):
    open_blog, private = rows.blog(site, "Open"), rows.blog(site, "Private")
    rows.post(private, rows.author())
    post = rows.post(open_blog, rows.author())
    assert set(exclude_private(Page.objects.all())) == set(Page.objects.public())

    for page in [private, post]:
        PageViewRestriction.objects.create(page=page, restriction_type="login")

    assert set(exclude_private(Page.objects.all())) == set(Page.objects.public())
    with django_assert_num_queries(1):
        list(Page.objects.none() | exclude_private(Page.objects.none()))
