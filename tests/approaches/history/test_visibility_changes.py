"""What is written down of pages that were private or are moved: readers know no other past."""

from datetime import date

import pytest
from wagtail.models import PageViewRestriction

from tests.approaches.history.claim_changes import changes
from tests.frontend_cache import recorded
from tests.pages import rows
from wagtail_therapy.approaches import frontend_cache
from wagtail_therapy.approaches.models import ClaimChange

FIRST = ("Grief", "first", "")


@pytest.fixture
def act(index):
    return described(index, "ACT")


def described(index, title):
    concern = rows.concern("Grief")
    concerns = [rows.used_for(concern)]
    return rows.approach(index, title, short_definition="Words.", concerns=concerns)


def say(page, note="", **fields):
    """Publish the page with another answer on its concern, and perhaps with a reason."""
    concern = page.get_concern_rows()[0].concern
    page.approach_concerns = [rows.used_for(concern, **fields)]
    if note:
        page.change_note, page.updated_date = note, date(2026, 10, 6)
    return rows.publish(page)


def restrict(page):
    return PageViewRestriction.objects.create(page=page, restriction_type="login")


def research_changes(page):
    """Return the research before and after each change, the oldest first."""
    found = ClaimChange.objects.filter(page=page.pk).order_by("pk")
    return [(one.before.get("research"), one.after.get("research")) for one in found]


@pytest.fixture
def lift(django_capture_on_commit_callbacks):
    """Return what takes a restriction away."""

    def lift(restriction):
        with django_capture_on_commit_callbacks(execute=True):
            restriction.delete()

    return lift


@pytest.mark.parametrize("is_inherited", [False, True])
def test_what_changes_in_private_is_one_change_without_a_reason_once_it_is_public(
    act, index, lift, is_inherited
):
    restriction = restrict(index if is_inherited else act)
    say(act, "A private reason.", research="none_found")
    say(act, "Another one.", research="none_found", no_guideline_found=True)
    assert changes(act) == [FIRST]

    lift(restriction)

    assert changes(act) == [FIRST, ("Grief", "changed", "")]
    assert research_changes(act) == [(None, "not_checked"), ("not_checked", "none_found")]


def test_what_was_taken_back_in_private_leaves_no_trace(act, lift):
    restriction = restrict(act)
    say(act, research="none_found")
    say(act)
    lift(restriction)

    assert changes(act) == [FIRST]


def test_next_publication_records_an_unnoticed_change_without_its_reason(act):
    restrict(act)
    say(act, "A private reason.", research="none_found")
    PageViewRestriction.objects.all()._raw_delete("default")

    rows.publish(act)

    assert changes(act) == [FIRST, ("Grief", "changed", "")]


def test_page_that_is_published_in_private_begins_its_history_in_public(index, lift):
    restriction = restrict(index)
    page = described(index, "EFT")
    say(page, research="none_found")
    assert changes(page) == []

    lift(restriction)

    assert research_changes(page) == [(None, "none_found")]


def test_private_page_is_not_recorded_when_its_concern_is_deleted(act):
    restrict(act)
    act.get_concern_rows()[0].concern.delete()

    assert changes(act) == [FIRST]


def test_page_that_is_still_private_for_another_reason_stays_so(act, index, lift):
    restrict(index)
    restriction = restrict(act)
    say(act, research="none_found")
    lift(restriction)

    assert changes(act) == [FIRST]


def test_page_that_is_deleted_with_its_restriction_leaves_nothing(
    act, django_capture_on_commit_callbacks
):
    restrict(act)
    say(act, research="none_found")
    with django_capture_on_commit_callbacks(execute=True):
        act.delete()

    assert ClaimChange.objects.count() == 0


@pytest.mark.parametrize("is_private", [False, True])
def test_page_that_is_moved_begins_another_history(act, index, site, is_private):
    say(act, "Told there.", research="none_found")
    if is_private:
        restrict(index)
        say(act, "A private reason.", research="not_checked", no_guideline_found=True)
    other = rows.approaches(site, "Ways")
    act.move(other, "last-child")

    found = ClaimChange.objects.filter(told_below=other.pk)
    assert list(found.values_list("kind", "note")) == [("first", "")]


def test_page_that_is_moved_back_goes_on_where_it_was(act, index, site):
    act.move(rows.approaches(site, "Ways"), "last-child")
    act.refresh_from_db()
    say(act, research="none_found")
    index.refresh_from_db()
    act.move(index, "last-child")

    here = ClaimChange.objects.filter(told_below=index.pk).order_by("pk")
    assert list(here.values_list("kind", flat=True)) == ["first", "changed"]


def test_page_that_is_moved_with_its_section_is_public_from_then_on(site, lift):
    private = rows.team(site)
    restrict(private)
    index = private.add_child(instance=rows.ApproachIndexPage(title="Approaches"))
    page = described(index, "EFT")
    assert changes(page) == []

    index.move(site.root_page, "last-child")

    assert changes(page) == [FIRST]


def test_history_is_deleted_with_the_index_page_it_was_shown_below(act, index, site):
    other = rows.approaches(site, "Ways")
    act.move(other, "last-child")
    index.refresh_from_db()
    index.delete()

    assert list(ClaimChange.objects.values_list("told_below", flat=True)) == [other.pk]


def test_caches_are_purged_after_the_history_of_a_move_is_written(
    act, site, settings, monkeypatch, django_capture_on_commit_callbacks
):
    recorded(settings, django_capture_on_commit_callbacks)
    seen = []
    monkeypatch.setattr(
        frontend_cache, "purge", lambda urls: seen.append(ClaimChange.objects.count())
    )
    act.move(rows.approaches(site, "Ways"), "last-child")

    assert seen == [2]


def test_caches_are_purged_after_the_history_of_a_publication_is_written(
    act, settings, monkeypatch, django_capture_on_commit_callbacks
):
    restriction = restrict(act)
    say(act, research="none_found")
    run = recorded(settings, django_capture_on_commit_callbacks)
    seen = []

    def purge_now(urls):
        if any(url.endswith("/history/") for url in urls):
            seen.append(ClaimChange.objects.count())

    monkeypatch.setattr("wagtail_therapy.content.page_cache.frontend_cache._purge_now", purge_now)
    run(restriction.delete)

    assert seen == [2]
