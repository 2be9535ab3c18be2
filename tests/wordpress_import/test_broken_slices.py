"""Slices that are killed, that are late, or that another one has overtaken."""

import io
from types import SimpleNamespace

import pytest

from tests.wordpress_import.blogs import add_blog, new_run
from tests.wordpress_import.slices import NINE, reported, taken_back, whole
from wagtail_therapy.pages.models import BlogPostPage
from wagtail_therapy.wordpress_import import import_files, import_work, importing, resuming
from wagtail_therapy.wordpress_import.models import WordPressImport
from wagtail_therapy.wordpress_import.options import Options

OPTIONS = Options(fetch_media=False)


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
    def kill():
        raise KeyboardInterrupt

    at_item(monkeypatch, 5, kill)
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


def test_dry_run_that_is_repeated_at_its_end_says_nothing_twice(due, blog):
    expected = report_of_all(blog)
    importing.go_on_checking(due, io.BytesIO(NINE))
    assert (WordPressImport.objects.get().state, stored()) == ("checked", expected)


def test_import_that_was_overtaken_stores_nothing_twice(due, blog, monkeypatch):
    with taken_back():
        expected = whole(importing.run_whole, new_run(blog), NINE)
    import_work.work_on(due)
    import_work.begin(due)
    at_item(monkeypatch, 5, lambda: import_work.work_on(without_claim()))
    import_work.work_on(due)
    assert (BlogPostPage.objects.count(), stored()) == (9, expected)


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
