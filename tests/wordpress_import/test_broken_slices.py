"""Slices that are killed, that are late, or that another one has overtaken."""

import io
import uuid
from types import SimpleNamespace

import pytest
from django.db import transaction

from tests.wordpress_import.blogs import add_blog, new_run
from tests.wordpress_import.slices import NINE, reported, taken_back, whole
from wagtail_therapy.authors.models import Author
from wagtail_therapy.pages.models import BlogPostPage
from wagtail_therapy.wordpress_import import (
    finishing,
    import_files,
    import_work,
    importing,
    resuming,
)
from wagtail_therapy.wordpress_import.models import WordPressImport
from wagtail_therapy.wordpress_import.options import Options
from wagtail_therapy.wordpress_import.planning.authors import Authors
from wagtail_therapy.wordpress_import.saving import storing

OPTIONS = Options(fetch_media=False)
# More seconds than any computer takes.
LONG = 300


@pytest.fixture
def blog(site):
    return add_blog(site)


@pytest.fixture
def due(blog, monkeypatch):
    """A dry run that is due, and stores its report after each item."""
    monkeypatch.setattr(importing, "SECONDS_TOGETHER", 0)
    run = new_run(blog)
    import_files.store(run, [NINE])
    import_work.check(run, OPTIONS)
    return run


@pytest.fixture
def expected(begun, blog):
    """What the import reports in one go."""
    with taken_back():
        return whole(importing.run_whole, new_run(blog), NINE)


@pytest.fixture
def begun(due):
    """An import that is due, and stores each item by itself."""
    import_work.work_on(due, LONG)
    import_work.begin(due)
    return due


def killed():
    raise KeyboardInterrupt


def overtake():
    import_work.work_on(without_claim(), LONG)


def before(monkeypatch, owner, name, happens, number=1):
    """Let something happen before a function is called for the first time, or another time."""
    real, calls = getattr(owner, name), []

    def called(*args, **kwargs):
        calls.append(1)
        if len(calls) == number:
            happens()
        return real(*args, **kwargs)

    monkeypatch.setattr(owner, name, called)


def at_item(monkeypatch, number, happens):
    """Let something happen once, when this item is planned."""
    plan_of, waits = importing.plan_of, [number]

    def planned(job, entry, item):
        if entry.id in waits:
            waits.clear()
            happens()
        return plan_of(job, entry, item)

    monkeypatch.setattr(importing, "plan_of", planned)


def without_claim():
    WordPressImport.objects.update(claim=None, claimed_until=None)
    return WordPressImport.objects.get()


def report_of_all(blog):
    report = importing.preview(WordPressImport.objects.get(), io.BytesIO(NINE))
    return reported(report.counts, report.unsaved_lines())


def stored():
    run = WordPressImport.objects.get()
    return reported(run.counts, run.lines.all())


def test_dry_run_that_was_killed_goes_on_with_what_it_had_found(due, blog, monkeypatch):
    at_item(monkeypatch, 5, killed)
    with pytest.raises(KeyboardInterrupt):
        import_work.work_on(due)
    run = without_claim()
    assert (run.items_done, run.counts["published"]) == (4, 4)
    import_work.work_on(run)
    assert stored() == report_of_all(blog)


def test_dry_run_with_other_options_has_nothing_of_the_one_before(due, blog, monkeypatch):
    other_tab = WordPressImport.objects.get()
    at_item(monkeypatch, 5, lambda: import_work.check(other_tab, OPTIONS))
    import_work.work_on(due)
    assert stored() == ({}, [])
    import_work.work_on(other_tab)
    assert stored() == report_of_all(blog)


def test_dry_run_that_is_repeated_at_its_end_says_nothing_twice(due, blog, monkeypatch):
    expected = report_of_all(blog)
    before(monkeypatch, WordPressImport, "release", killed)
    with pytest.raises(KeyboardInterrupt):
        import_work.work_on(due)
    import_work.work_on(without_claim())
    assert (WordPressImport.objects.get().state, stored()) == ("checked", expected)


def test_import_that_was_overtaken_stores_nothing_twice(begun, expected, monkeypatch):
    at_item(monkeypatch, 5, overtake)
    import_work.work_on(begun)
    assert (BlogPostPage.objects.count(), stored()) == (9, expected)


@pytest.mark.parametrize("number", [1, 2])
def test_import_that_was_overtaken_at_its_end_reports_nothing_twice(
    begun, expected, monkeypatch, number
):
    """First before the transaction for links, then before the last one."""
    ended = []

    def overtaken():
        overtake()
        ended.append(WordPressImport.objects.get().finished_at)

    known = SimpleNamespace(atomic=transaction.atomic)
    monkeypatch.setattr(finishing, "transaction", known)
    before(monkeypatch, known, "atomic", overtaken, number)
    import_work.work_on(begun, LONG)
    run = WordPressImport.objects.get()
    assert (run.state, [run.finished_at], stored()) == ("finished", ended, expected)


def test_import_that_was_overtaken_while_it_looked_stays_finished(begun, expected, monkeypatch):
    before(monkeypatch, importing, "_start", overtake)
    import_work.work_on(begun)
    run = WordPressImport.objects.get()
    assert (run.state, run.claim, import_files.has(run)) == ("finished", None, False)
    assert stored() == expected


@pytest.mark.parametrize("number", [5, None])
def test_import_that_was_killed_counts_all_that_is_new(begun, expected, monkeypatch, number):
    """While it plans the fifth item, and before it stores any."""
    monkeypatch.setattr(importing, "SECONDS_TOGETHER", LONG)
    if number:
        at_item(monkeypatch, number, killed)
    else:
        before(monkeypatch, storing, "store", killed)
    with pytest.raises(KeyboardInterrupt):
        import_work.work_on(begun, LONG)
    assert (BlogPostPage.objects.count(), Author.objects.count()) == (0, 2 if number else 3)
    import_work.work_on(without_claim(), LONG)
    assert stored() == expected


def test_item_that_fails_leaves_the_counts_as_they_are_stored(begun, monkeypatch):
    """What is made for it is taken back with its number, if the error comes after it."""
    before(monkeypatch, Authors, "_remember", lambda: 1 / 0)
    import_work.work_on(begun, LONG)
    made = {kind: stored()[0][f"{kind}/made"] for kind in ("authors", "categories", "tags")}
    assert made == {"authors": 3, "categories": 5, "tags": 4}
    assert (Author.objects.count(), stored()[0]["failed"]) == (3, 1)


def test_import_that_was_overtaken_makes_no_more_authors(begun, monkeypatch, caplog):
    def take():
        WordPressImport.objects.update(claim=uuid.uuid4())

    at_item(monkeypatch, 2, take)
    import_work.work_on(begun, LONG)
    assert (list(Author.objects.values_list("name")), caplog.records) == ([("Ada Bell",)], [])


def test_progress_is_reported_after_it_is_stored(begun):
    def fail(done, _total):
        raise RuntimeError

    with pytest.raises(RuntimeError):
        importing.go_on(begun, io.BytesIO(NINE), progress=fail)
    assert (WordPressImport.objects.get().items_done, BlogPostPage.objects.count()) == (1, 1)


@pytest.mark.parametrize("work", [importing.go_on, importing.go_on_checking])
@pytest.mark.parametrize(("look", "items"), [(0, 5), (15, 5), (18, 3), (60, 1)])
def test_slice_has_its_time_whatever_the_look_takes(blog, monkeypatch, work, look, items):
    clock, job_of, plan_of = SimpleNamespace(now=0), resuming.job_of, importing.plan_of

    def late(function, seconds):
        def called(*args, **kwargs):
            clock.now += seconds
            return function(*args, **kwargs)

        return called

    for module in (importing, resuming):
        monkeypatch.setattr(module, "time", SimpleNamespace(monotonic=lambda: clock.now))
    monkeypatch.setattr(resuming, "job_of", late(job_of, look))
    monkeypatch.setattr(importing, "plan_of", late(plan_of, 1))
    run = new_run(blog)
    assert (work(run, io.BytesIO(NINE), 4.5), run.items_done) == (True, items)
