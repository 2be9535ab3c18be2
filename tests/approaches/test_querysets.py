import pytest
from wagtail.models import Locale, Page, PageViewRestriction, Site

from tests.approaches.rows import approach
from tests.pages import rows
from tests.testapp.models import HomePage, MethodAuthor, MethodPage
from wagtail_therapy.approaches import querysets
from wagtail_therapy.pages.models import ApproachPage


@pytest.fixture
def index(site):
    return rows.approaches(site)


@pytest.fixture
def shown(index):
    """Two approaches of two types; others, that a stranger may not see, stand beside them."""
    approach(index, "Withdrawn").unpublish()
    secret = approach(index, "Secret")
    PageViewRestriction.objects.create(page=secret, restriction_type="login")
    foreign = approach(index, "Foreign")
    german = Locale.objects.create(language_code="de")
    ApproachPage.objects.filter(pk=foreign.pk).update(locale=german)
    method = MethodPage(title="breathing", short_definition="In", live=False)
    method.approach_authors = [MethodAuthor(author=rows.writer())]
    index.add_child(instance=method)
    return [approach(index, "ACT"), rows.publish(method)]


def test_types_are_ours_and_the_hosts():
    assert set(querysets.models()) == {ApproachPage, MethodPage}


def test_readable_are_approaches_that_a_stranger_may_read(index, shown):
    found = querysets.readable(index.get_children(), index.locale_id)

    assert sorted(page.pk for page in found) == sorted(page.pk for page in shown)


def test_in_brief_they_are_what_they_are_by_title_without_bodies(
    index, shown, django_assert_num_queries
):
    found = index.get_approaches()
    with django_assert_num_queries(2):
        read = querysets.in_brief(found)

    assert read == shown
    assert [("body" in page.get_deferred_fields()) for page in read] == [True, True]


def test_readable_on_a_site_are_those_below_its_home(index, shown):
    home = Page.get_first_root_node().add_child(instance=HomePage(title="Other", slug="other"))
    other = Site.objects.create(hostname="other.example", root_page=home)
    elsewhere = approach(rows.approaches(other), "Elsewhere")

    assert [page.pk for page in querysets.readable_on(other, index.locale_id)] == [elsewhere.pk]


def test_choices_keep_their_order_once_each(index, shown, site):
    act, breathing = shown
    hidden = ApproachPage.objects.get(title="Secret")
    chosen = [breathing, None, hidden, act, breathing]

    assert querysets.readable_choices(chosen, site, index.locale_id) == [breathing, act]
    assert querysets.readable_choices(chosen, None, index.locale_id) == []


def test_choice_of_an_approach_and_its_alias_is_shown_once(index, site):
    act = approach(index, "ACT")
    alias = act.create_alias(update_slug="mirror")

    assert querysets.readable_choices([alias, act], site, index.locale_id) == [alias]


def test_outlines_are_those_of_all_types_in_one_query(index, shown, django_assert_num_queries):
    act, breathing = shown
    ApproachPage.objects.filter(pk=act.pk).update(formats=["group"], offered_here=True)
    found = index.get_approaches()
    with django_assert_num_queries(1):
        read = querysets.approach_summaries(found)

    assert [(one.model, one.pk, one.slug, one.formats, one.offered_here) for one in read] == [
        (ApproachPage, act.pk, "act", ("group",), True),
        (MethodPage, breathing.pk, "breathing", (), False),
    ]
    with django_assert_num_queries(2):
        cards = querysets.with_card_fields(read)
    assert cards == shown
    with django_assert_num_queries(0):
        assert [(one.short_definition, one.family) for one in cards] == [
            ("About ACT.", None),
            ("In", None),
        ]
