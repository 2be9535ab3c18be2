"""Dry runs and imports in slices of some items, and all that their reports say."""

import io
from contextlib import contextmanager
from types import SimpleNamespace

from django.db import transaction

from tests.wordpress_import.wxr.exports import AUTHOR, export, item
from wagtail_therapy.wordpress_import import importing, resuming

BO = AUTHOR.replace("[ada]", "[bo]").replace("Ada Bell", "Bo")
# Another account of the same person.
TWIN = AUTHOR.replace("[ada]", "[bell]").replace("Ada Bell", "ada bell")


def post(number, category="", tag="", content="Text", author="ada", **fields):
    given = [("category", category), ("post_tag", tag)]
    terms = "".join(
        f'<category domain="{kind}" nicename="{slug}"><![CDATA[{slug}]]></category>'
        for kind, slug in given
        if slug
    )
    defaults = {"id": number, "slug": f"post-{number}", "more": terms} | fields
    return item(f"<p>{content}</p>", **defaults).replace("[ada]", f"[{author}]")


def link(slug):
    return f'<a href="https://old.example/blog/{slug}/">x</a>'


# Each category, tag and author is in some slices and not in others. Two links lead to a draft.
NINE = export(
    post(1, "couples", "sleep"),
    post(2, "anger", "sleep", author="bo"),
    post(3, "couples", "dreams", author="bell"),
    post(4, "anger", "grief", slug="post-1"),
    post(5, "grief", "Sleep", link("about") + link("never")),
    post(6, "", "grief", slug="about", type="page"),
    post(7, "couples", status="private", author="cy"),
    post(8, "work", "dreams", link("about"), slug="", title="Post 1"),
    post(9, "late", "late", author="bo"),
    head=AUTHOR + BO + TWIN,
).encode()


@contextmanager
def taken_back():
    """Take back what is stored, so that the next import finds what this one found."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def reported(counts, lines):
    """Return all of a report but which pages it is about, in any order."""
    names = ("kind", "reason", "line", "title", "detail")
    return dict(counts), sorted(tuple(getattr(one, name) for name in names) for one in lines)


def whole(work, run, content):
    """Do all of it in one go, and return the report."""
    work(run, io.BytesIO(content))
    return reported(run.counts, run.lines.all())


def in_slices(monkeypatch, work, run, content, size):
    """Do all of it in slices of so many items, and return the report and how many they were."""
    # On this clock, each item takes a second.
    for module in (importing, resuming):
        clock = SimpleNamespace(monotonic=lambda: run.items_done)
        monkeypatch.setattr(module, "time", clock)
    file, number = io.BytesIO(content), 1
    while work(run, file, run.items_done + size - 0.5):
        run.refresh_from_db()
        number += 1
    run.refresh_from_db()
    return reported(run.counts, run.lines.all()), number
