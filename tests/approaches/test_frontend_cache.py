"""Which pages of approaches and concerns are purged from a front-end cache."""

import pytest
from wagtail.models import Locale, PageViewRestriction

from tests.approaches.rows import approach, family
from tests.frontend_cache import recorded
from tests.pages import rows
from wagtail_therapy.approaches import frontend_cache
from wagtail_therapy.approaches.models import ConcernGuideline

# In each list, whatever it is about.
ALWAYS = {f"/approaches/history/{path}" for path in ("", "feed/", "feed/atom/", "feed/json/")} | {
    "/approaches/take-along/"
}
LIST = {
    "/approaches/",
    "/approaches/concerns/anxiety/",
    "/approaches/concerns/grief/",
    *ALWAYS,
}


@pytest.fixture
def cached(settings, reference_index, django_capture_on_commit_callbacks):
    """Return what runs a change and gives the addresses that are purged for it."""
    return recorded(settings, django_capture_on_commit_callbacks)


@pytest.fixture
def index(site):
    return rows.approaches(site)


@pytest.fixture
def grief(site):
    return rows.concern("Grief")


@pytest.fixture
def anxiety(site):
    return rows.concern("Anxiety")


@pytest.fixture
def act(index, grief, anxiety):
    return approach(index, "ACT", grief, family=family())


@pytest.fixture
def post(site, grief):
    post = rows.post(rows.blog(site), rows.author(), title="Post", live=False)
    post.concerns = [grief]
    return rows.publish(post)


@pytest.mark.parametrize("change", ["publish", "unpublish", "delete"])
def test_changed_approach_purges_its_list_and_all_concerns_there(act, cached, change):
    changes = {"publish": lambda: rows.publish(act), "delete": act.delete}

    assert cached(changes.get(change, act.unpublish)) == {"/approaches/act/"} | LIST


def test_moved_approach_purges_both_lists(act, site, cached):
    other = rows.approaches(site, "Ways")

    both = LIST | {address.replace("/approaches/", "/ways/") for address in LIST}
    # The last is Wagtail's redirect.
    moved = {"/approaches/act/", "/ways/act/", "/approaches/act"}
    assert cached(act.move, other, "last-child") == both | moved


def test_changed_approach_purges_the_pages_that_show_it(act, site, cached):
    teaser = [{"type": "approach_teaser", "value": {"approaches": [act.pk]}}]
    rows.post(rows.blog(site), rows.author(), title="Teaser", body=teaser)

    assert cached(rows.publish, act) == {"/approaches/act/", "/notes/teaser/"} | LIST


def test_approach_that_a_script_saves_purges_the_history(act, anxiety, cached):
    act.approach_concerns = [rows.used_for(anxiety)]

    assert cached(act.save) == ALWAYS - {"/approaches/take-along/"}


def test_draft_of_an_approach_purges_nothing(act, cached):
    assert cached(act.save_revision) == set()


@pytest.mark.parametrize("whole", [False, True], ids=["approach", "list"])
@pytest.mark.parametrize("change", ["save", "delete"])
def test_restriction_purges_what_it_hides_or_shows(act, index, site, cached, change, whole):
    teaser = [{"type": "approach_teaser", "value": {"approaches": [act.pk]}}]
    rows.post(rows.blog(site), rows.author(), title="Teaser", body=teaser)
    kind = PageViewRestriction.LOGIN
    restriction = PageViewRestriction(page=index if whole else act, restriction_type=kind)
    if change == "delete":
        restriction.save()

    found = cached(getattr(restriction, change))

    assert found == {"/approaches/act/", "/notes/teaser/"} | LIST


def test_restriction_of_a_blog_purges_the_pages_of_all_concerns(index, anxiety, post, cached):
    hidden = PageViewRestriction(page=post.get_parent(), restriction_type="login")

    found = {url for url in cached(hidden.save) if url.startswith("/approaches/")}

    assert found == LIST - ALWAYS - {"/approaches/"}


def test_changed_post_purges_the_pages_of_all_concerns(index, anxiety, post, cached):
    found = {url for url in cached(post.unpublish) if url.startswith("/approaches/")}

    assert found == LIST - ALWAYS - {"/approaches/"}


def test_moved_post_purges_the_pages_of_its_concerns(index, post, site, cached):
    moved = cached(post.move, rows.blog(site, "Journal"), "last-child")

    assert "/approaches/concerns/grief/" in moved


@pytest.mark.parametrize("change", ["save", "delete"])
def test_changed_concern_purges_who_names_it_and_its_own_page(act, grief, post, cached, change):
    assert cached(getattr(grief, change)) == LIST | {"/approaches/act/", "/notes/post/"}


def test_changed_slug_of_a_concern_purges_the_old_address_too(index, act, anxiety, cached):
    anxiety.slug = "fear"

    old, new = "/approaches/concerns/anxiety/", "/approaches/concerns/fear/"
    assert cached(anxiety.save) == {old, new}


def test_changed_concern_purges_the_comparisons_of_who_names_it(index, act, grief, site, cached):
    pair = [act.pk, approach(index, "EMDR").pk]
    comparison = [{"type": "comparison", "value": {"approaches": pair}}]
    rows.post(rows.blog(site), rows.author(), title="Two ways", body=comparison)

    assert cached(grief.save) == LIST | {"/approaches/act/", "/notes/two-ways/"}


def test_concern_that_nothing_names_purges_its_own_page(index, act, anxiety, cached):
    assert cached(anxiety.save) == {"/approaches/concerns/anxiety/"}


def test_translated_concern_purges_the_approaches_that_name_the_original(act, grief, cached):
    trauer = grief.copy_for_translation(Locale.objects.create(language_code="de"))

    assert cached(trauer.save) == LIST | {"/approaches/act/"}


@pytest.mark.parametrize("change", ["save", "delete"])
def test_changed_family_purges_its_approaches_and_their_list(index, act, cached, change):
    approach(index, "EMDR")

    assert cached(getattr(act.family, change)) == LIST | {"/approaches/act/"}


def test_changed_author_purges_what_they_wrote_offer_or_reviewed(index, cached):
    orla = rows.author()
    approach(index, "ACT", authors=[orla])
    offered = approach(index, "CBT", live=False)
    offered.offered_by = [orla]
    rows.publish(offered)
    rows.review(approach(index, "EMDR"), orla)
    approach(index, "IPT")

    pages = {f"/approaches/{slug}" for slug in ("", "act/", "cbt/", "emdr/")}
    assert cached(orla.save) == pages | ALWAYS


@pytest.mark.parametrize("change", ["save", "delete"])
def test_changed_guideline_purges_pages_that_show_its_name(index, grief, anxiety, cached, change):
    """Where a guideline was replaced, readers see by which one."""
    newer = rows.guideline(number="NG1")
    older = rows.guideline(number="CG1", year=2004, superseded_by=newer)
    anxiety.concern_guidelines = [ConcernGuideline(guideline=older)]
    anxiety.save()
    claims = {
        "concerns": [rows.used_for(grief)],
        "recommendations": [rows.says(grief, guideline=older)],
    }
    rows.approach(index, "ACT", short_definition="Room for it.", **claims)
    approach(index, "EMDR", grief)

    assert cached(getattr(newer, change)) == {"/approaches/act/"} | LIST


def test_approach_that_is_nowhere_in_a_list_purges_itself(site, cached):
    page = approach(site.root_page, "ACT")

    assert cached(rows.publish, page) == {"/act/"}


def test_nothing_is_looked_up_where_no_cache_is_configured(
    settings, grief, act, monkeypatch, django_assert_num_queries
):
    settings.WAGTAILFRONTENDCACHE = {}
    monkeypatch.setattr(frontend_cache, "pages_referencing", None)

    grief.save()
    with django_assert_num_queries(0):
        frontend_cache.purge_lists(None, act)
