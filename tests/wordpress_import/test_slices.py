"""A dry run and an import in slices say the same as in one go."""

import io

import pytest

from tests.wordpress_import.blogs import add_blog, new_run, slugs_below
from tests.wordpress_import.export_beside import FOLDER, PUBLIC
from tests.wordpress_import.slices import NINE, in_slices, post, reported, taken_back, whole
from tests.wordpress_import.wxr.exports import export
from wagtail_therapy.wordpress_import import importing
from wagtail_therapy.wordpress_import.planning import contents
from wagtail_therapy.wordpress_import.saving import storing

BESIDE = [one for one in [*PUBLIC, FOLDER / "small.xml"] if one.exists()]
LARGEST = max(BESIDE, key=lambda one: one.stat().st_size, default=None)
FILES = {"nine": NINE, "cut off": NINE[:-900]}
if LARGEST:
    FILES["largest"] = LARGEST.read_bytes()
SIZES = [(name, size) for name in FILES for size in (1, 7) if (name, size) != ("largest", 1)]


@pytest.fixture
def blog(site):
    return add_blog(site)


def fail_at(monkeypatch, number, module, name):
    """Let what plans an item fail at the one with this id."""
    real = getattr(module, name)

    def failing(job, plan, *more):
        if plan.item.id == number:
            raise RuntimeError
        return real(job, plan, *more)

    monkeypatch.setattr(module, name, failing)


@pytest.mark.parametrize(("name", "size"), SIZES)
def test_dry_run_in_slices_says_the_same(blog, monkeypatch, name, size):
    report = importing.preview(new_run(blog), io.BytesIO(FILES[name]))
    work, run = importing.go_on_checking, new_run(blog)
    found, number = in_slices(monkeypatch, work, run, FILES[name], size)
    assert (found, number > 1) == (reported(report.counts, report.unsaved_lines()), True)
    expected = [(one.kind, one.reason, one.line) for one in report.lines]
    assert list(run.lines.values_list("kind", "reason", "line")) == expected


@pytest.mark.parametrize(("name", "size"), SIZES)
def test_import_in_slices_says_the_same(blog, monkeypatch, name, size):
    with taken_back():
        expected = whole(importing.run_whole, new_run(blog), FILES[name])
    found, number = in_slices(monkeypatch, importing.go_on, new_run(blog), FILES[name], size)
    assert (found, number > 1) == (expected, True)


@pytest.mark.skipif(not (FOLDER / "uploads").exists(), reason="no export beside us")
def test_pictures_and_comments_of_slices_are_counted_the_same(blog, monkeypatch):
    content, uploads = (FOLDER / "small.xml").read_bytes(), str(FOLDER / "uploads")
    with taken_back():
        expected = whole(importing.run_whole, new_run(blog, uploads=uploads), content)
    run = new_run(blog, uploads=uploads)
    found, _number = in_slices(monkeypatch, importing.go_on, run, content, 7)
    assert found == expected


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("pages", ["", "skip", "model", "skip with a model"])
def test_dry_run_promises_what_the_import_makes(blog, name, pages):
    options = {"pages": "skip"} if "skip" in pages else {}
    options |= {"page_model": "testapp.InfoPage"} if "model" in pages else {}
    report = importing.preview(new_run(blog, **options), io.BytesIO(FILES[name]))
    expected = reported(report.counts, report.unsaved_lines())
    assert whole(importing.run_whole, new_run(blog, **options), FILES[name]) == expected


def test_spellings_of_a_tag_are_one_in_any_slice(blog, monkeypatch):
    """SQLite compares only letters of ASCII without their case."""
    tags = ("Ängste", "ängste", "ÄNGSTE")
    content = export(*(post(number, tag=tag) for number, tag in enumerate(tags, start=1))).encode()
    report = importing.preview(new_run(blog), io.BytesIO(content))
    expected = reported(report.counts, report.unsaved_lines())
    found, _number = in_slices(monkeypatch, importing.go_on, new_run(blog), content, 1)
    assert (found, found[0]["tags/made"]) == (expected, 1)


@pytest.mark.parametrize(("module", "name"), [(contents, "put"), (storing, "_row")])
def test_item_that_fails_keeps_its_slug_in_any_slice(blog, monkeypatch, module, name):
    content = export(*(post(one, slug="", title="Same") for one in range(1, 5))).encode()
    fail_at(monkeypatch, 2, module, name)
    with taken_back():
        expected = whole(importing.run_whole, new_run(blog), content)
        assert slugs_below(blog) == ["same", "same-3", "same-4"]
    found, _number = in_slices(monkeypatch, importing.go_on, new_run(blog), content, 1)
    assert (found, slugs_below(blog)) == (expected, ["same", "same-3", "same-4"])


def test_links_of_an_item_that_failed_are_not_reported(blog, monkeypatch):
    """Those that wait for others, and those that lead nowhere."""
    fail_at(monkeypatch, 5, contents, "_remark")
    with taken_back():
        expected = whole(importing.run_whole, new_run(blog), NINE)
    report = importing.preview(new_run(blog), io.BytesIO(NINE))
    work, run = importing.go_on_checking, new_run(blog)
    found, _number = in_slices(monkeypatch, work, run, NINE, 1)
    dry = reported(report.counts, report.unsaved_lines())
    assert ([dry, found], expected[0]["failed"]) == ([expected] * 2, 1)


def test_dry_run_counts_what_is_new(blog):
    counts = importing.preview(new_run(blog), io.BytesIO(NINE)).counts
    made = {kind: counts[f"{kind}/made"] for kind in ("authors", "categories", "tags")}
    assert made == {"authors": 3, "categories": 5, "tags": 4}


def test_item_that_fails_makes_nothing_in_any_slice(blog, monkeypatch):
    fail_at(monkeypatch, 8, contents, "put")
    with taken_back():
        expected = whole(importing.run_whole, new_run(blog), NINE)
    found, _number = in_slices(monkeypatch, importing.go_on_checking, new_run(blog), NINE, 1)
    assert found == expected
    counts = expected[0]
    assert (counts["failed"], counts["categories/made"]) == (1, 4)
