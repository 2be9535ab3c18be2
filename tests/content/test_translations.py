import pytest
from django.test import RequestFactory
from wagtail.models import Locale, PageViewRestriction, Site

from tests.pages import rows
from wagtail_therapy.content.translations import hreflang_urls, in_locale


@pytest.fixture
def german(site):
    return Locale.objects.create(language_code="de")


def translated(original, locale, **fields):
    copy = original.copy_for_translation(locale)
    for name, value in fields.items():
        setattr(copy, name, value)
    copy.save()
    return copy


def test_in_locale_replaces_what_is_translated_and_keeps_the_order(
    german, django_assert_num_queries
):
    first, second, third = (rows.category(name) for name in ("One", "Two", "Three"))
    zwei = translated(second, german, name="Zwei")

    with django_assert_num_queries(1):
        assert in_locale([first, second, third], german.pk) == [first, zwei, third]


def test_in_locale_asks_nothing_when_all_are_there(site, django_assert_num_queries):
    category = rows.category()

    with django_assert_num_queries(0):
        assert in_locale([category], category.locale_id) == [category]


def test_in_locale_leaves_out_translations_that_are_drafts(german):
    author = rows.author()
    draft = translated(author, german, live=False)

    assert in_locale([author], german.pk) == [author]

    draft.live = True
    draft.save()
    assert in_locale([author], german.pk) == [draft]


@pytest.fixture
def approach(site):
    return rows.approach(rows.approaches(site), "Act", short_definition="Short.")


@pytest.fixture
def german_approach(approach, german, settings):
    settings.WAGTAIL_I18N_ENABLED = True
    settings.ROOT_URLCONF = "tests.language_urls"
    home = approach.get_parent().get_parent().specific
    rows.publish(home.copy_for_translation(german))
    return rows.publish(approach.copy_for_translation(german, copy_parents=True))


def hreflang(page):
    request = RequestFactory().get("/", headers={"host": "testserver"})
    Site.clear_site_root_paths_cache()
    return hreflang_urls(type(page).objects.get(pk=page.pk), request)


def test_hreflang_names_the_page_its_translations_and_the_default(approach, german_approach):
    urls = {
        "de": "http://testserver/de/approaches/act/",
        "en": "http://testserver/en/approaches/act/",
        "x-default": "http://testserver/en/approaches/act/",
    }

    assert (hreflang(approach), hreflang(german_approach)) == (urls, urls)


def test_hreflang_has_the_hosts_own_language_as_default(approach, german_approach, settings):
    settings.LANGUAGE_CODE = "de"

    assert hreflang(approach)["x-default"] == "http://testserver/de/approaches/act/"


def test_hreflang_has_no_default_where_the_hosts_language_has_no_pages(
    approach, german_approach, settings
):
    settings.LANGUAGE_CODE = "fr"
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [("en", "English"), ("de", "German")]

    assert sorted(hreflang(approach)) == ["de", "en"]


def test_hreflang_leaves_out_what_a_stranger_may_not_read(approach, german_approach):
    PageViewRestriction.objects.create(page=german_approach, restriction_type="login")
    assert (hreflang(approach), hreflang(german_approach)) == ({}, {})


def test_hreflang_leaves_out_drafts_and_copies_in_the_old_language(approach, german_approach):
    german_approach.unpublish()
    assert hreflang(approach) == {}

    german_approach.delete()
    approach.copy_for_translation(
        approach.locale.__class__.objects.get(language_code="de"), alias=True
    )
    assert hreflang(approach) == {}


def test_hreflang_costs_nothing_where_there_are_no_translations(
    approach, django_assert_num_queries
):
    with django_assert_num_queries(0):
        assert hreflang_urls(approach, None) == {}


def test_hreflang_costs_two_queries(approach, german_approach, django_assert_num_queries):
    request = RequestFactory().get("/", headers={"host": "testserver"})
    approach.get_full_url(request)

    with django_assert_num_queries(2):
        hreflang_urls(approach, request)
        hreflang_urls(approach, request)
