"""What the page of an approach names comes from the cache until any of it changes."""

import pytest
from django.test import RequestFactory

from tests.approaches.rows import approach
from tests.pages import rows
from wagtail_therapy.approaches.models import Concern, Guideline
from wagtail_therapy.approaches.page_context.named_objects import named_objects
from wagtail_therapy.authors.models import Author
from wagtail_therapy.content.models import ContentNote
from wagtail_therapy.pages.models import (
    ApproachAuthor,
    ApproachConcern,
    ApproachPage,
    ApproachRecommendation,
)

BEFORE = {
    "authors": ["Orla"],
    "offering_authors": ["Mateo"],
    "content_notes": ["Loss"],
    "claims": [("Grief", "not_checked", ["Can be considered: NICE (2022)"])],
}


@pytest.fixture
def act(index):
    page = approach(
        index,
        "ACT",
        (rows.concern("Grief"), "considers"),
        authors=[rows.author("Orla")],
        offered_by=[rows.author("Mateo")],
    )
    page.content_notes = [ContentNote.objects.create(name="Loss")]
    return rows.publish(page)


def claim_summary(claim):
    statements = [f"{one.recommendation}: {one.source}" for one in claim.statements]
    return claim.concern.name, claim.row.research, statements


def named():
    """Return what the page names for its next visitor."""
    request = RequestFactory().get("/", headers={"host": "testserver"})
    found = named_objects(ApproachPage.objects.get(), request)
    return {
        "authors": [one.name for one in found.authors],
        "offering_authors": [one.name for one in found.offering_authors],
        "content_notes": [one.name for one in found.content_notes],
        "claims": [claim_summary(one) for one in found.claims],
    }


def save(row, **fields):
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()


def publish(**fields):
    page = ApproachPage.objects.get()
    for name, value in fields.items():
        setattr(page, name, value)
    rows.publish(page)


def claim(concern="Grief", research="not_checked", statement="Can be considered: NICE (2022)"):
    return {"claims": [(concern, research, [statement] if statement else [])]}


def mateo():
    return Author.objects.get(name="Mateo")


CHANGES = {
    "an author is renamed": (
        lambda: save(Author.objects.get(name="Orla"), name="Orla P"),
        {"authors": ["Orla P"]},
    ),
    "an author is renamed and published": (
        lambda: save_and_publish(Author.objects.get(name="Orla"), name="Orla P"),
        {"authors": ["Orla P"]},
    ),
    "an author is unpublished": (lambda: mateo().unpublish(), {"offering_authors": []}),
    "an author is deleted": (lambda: mateo().delete(), {"offering_authors": []}),
    "no one offers it": (lambda: publish(offered_by=[]), {"offering_authors": []}),
    "another author is added": (
        lambda: ApproachAuthor.objects.create(
            page=ApproachPage.objects.get(), author=mateo(), sort_order=0
        ),
        {"authors": ["Mateo", "Orla"]},
    ),
    "a note is renamed": (
        lambda: save(ContentNote.objects.get(), name="Death"),
        {"content_notes": ["Death"]},
    ),
    "a note is taken away": (lambda: publish(content_notes=[]), {"content_notes": []}),
    "a concern is renamed": (lambda: save(Concern.objects.get(), name="Loss"), claim("Loss")),
    "a guideline is withdrawn": (
        lambda: save(Guideline.objects.get(), status="withdrawn"),
        claim(statement="Can be considered: NICE (2022), withdrawn since"),
    ),
    "a guideline is deleted": (lambda: Guideline.objects.get().delete(), claim(statement="")),
    "a row on research is saved": (
        lambda: save(ApproachConcern.objects.get(), research="none_found"),
        claim(research="none_found"),
    ),
    "a row on a guideline is saved": (
        lambda: save(ApproachRecommendation.objects.get(), recommendation="recommends"),
        claim(statement="Recommended: NICE (2022)"),
    ),
}


def save_and_publish(author, **fields):
    save(author, **fields)
    author.save_revision().publish()


@pytest.mark.parametrize(("change", "after"), CHANGES.values(), ids=CHANGES)
def test_page_names_what_there_is_now(act, change, after):
    assert named() == BEFORE
    change()
    assert named() == BEFORE | after


def test_only_the_authors_are_asked_for_again(act, django_assert_num_queries):
    page, request = ApproachPage.objects.get(), RequestFactory().get("/")
    named_objects(page, request)

    # The request knows already under which name things are kept.
    with django_assert_num_queries(1):
        named_objects(page, request)


def test_preview_shows_what_the_editor_has_changed(act):
    request = RequestFactory().get("/")
    named_objects(act, request)
    request.is_preview = True
    act.content_notes = []

    assert named_objects(act, request).content_notes == []
