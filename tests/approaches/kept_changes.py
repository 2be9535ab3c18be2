"""Changes to what our pages show, each through one door, and some pages that show it."""

from datetime import timedelta

import time_machine
from django.core.management import call_command
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Site

from tests.approaches.kept_site import (
    concern,
    index,
    mateo,
    other,
    post,
    prices,
    publish,
    restrict,
    save,
    whole,
)
from tests.pages import rows
from wagtail_therapy.approaches.models import ApproachFamily, ConcernGuideline, Guideline
from wagtail_therapy.authors.models import Author, AuthorLicense
from wagtail_therapy.content.models import ContentNote
from wagtail_therapy.pages.models import (
    ApproachAuthor,
    ApproachConcern,
    ApproachIndexPage,
    ApproachRecommendation,
    BlogIndexPage,
    TeamPage,
)
from wagtail_therapy.practice.models import PracticeSettings

# Where each approach of a list is named.
APPROACHES = {"list", "filtered", "concern", "compared", "history", "sheet"}


def expire(page):
    publish(page, expire_at=timezone.now() + timedelta(hours=1))
    type(page).objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(hours=1))
    call_command("publish_scheduled")


def schedule(page, **fields):
    publish(page, go_live_at=timezone.now() + timedelta(hours=1), **fields)
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        call_command("publish_scheduled")


def move_to_another_list(page):
    there = ApproachIndexPage(title="Elsewhere")
    Site.objects.get().root_page.add_child(instance=there)
    page.move(there, pos="last-child")


def save_and_publish(author, **fields):
    save(author, **fields)
    author.save_revision().publish()


def rebuild_body():
    page = whole()
    page.body = [{"type": "risks_and_limits", "value": {"text": "<p>Some feel worse.</p>"}}]
    rows.publish(page)


def supersede():
    save(
        Guideline.objects.get(year=2024),
        superseded_by=Guideline.objects.create(body="Whole body", year=2029, title="New"),
    )


CHANGES = {
    "an approach is published": (lambda: publish(whole(), short_definition="New."), {"approach"}),
    "its title is changed": (lambda: publish(whole(), title="Wholly"), APPROACHES),
    "a script saves it": (lambda: save(whole(), heading="What?"), {"approach"}),
    "its body is changed": (rebuild_body, {"approach"}),
    "a fact is changed": (lambda: publish(whole(), frequency=""), {"approach", "compared"}),
    "it is offered no more": (
        lambda: publish(whole(), offered_here=False, offered_by=[]),
        {"approach", "list", "filtered", "concern", "compared", "sheet"},
    ),
    "a group format is taken away": (lambda: publish(whole(), formats=[]), {"narrowed"}),
    "another is published": (lambda: publish(other(), title="Another"), {"approach", "list"}),
    "another is unpublished": (lambda: other().unpublish(), {"approach", "list", "concern"}),
    "another expires": (lambda: expire(other()), {"approach", "list", "filtered"}),
    "another is scheduled": (lambda: schedule(other(), title="Later"), {"approach", "list"}),
    "another is deleted": (lambda: other().delete(), {"approach", "list", "filtered"}),
    "another is moved": (lambda: move_to_another_list(other()), {"list", "concern"}),
    "another has another slug": (lambda: publish(other(), slug="else"), {"approach", "list"}),
    "another becomes private": (lambda: restrict(other()), {"approach", "list", "filtered"}),
    "it becomes private": (lambda: restrict(whole()), {"approach", "list", "other"} - {"other"}),
    "its list becomes private": (lambda: restrict(index()), {"approach", "list", "history"}),
    "its list is renamed": (lambda: publish(index(), title="Ways"), {"list", "history"}),
    "its list has another address": (lambda: publish(index(), slug="ways"), {"list"}),
    "its list has another introduction": (
        lambda: publish(index(), intro="<p>Hello.</p>", not_sure="<p>Ask.</p>"),
        {"list", "filtered"},
    ),
    "its list is unpublished": (lambda: index().unpublish(), {"list", "concern", "history"}),
    "an author is renamed": (
        lambda: save(mateo(), name="Mateo Q"),
        {"approach", "concern", "sheet"},
    ),
    "an author is published": (
        lambda: save_and_publish(mateo(), short_bio="I ask."),
        {"approach", "concern"},
    ),
    "an author is unpublished": (lambda: mateo().unpublish(), {"approach", "concern", "sheet"}),
    "an author is full": (
        lambda: save(mateo(), accepting_clients="no"),
        {"approach", "concern"},
    ),
    "another author is added": (
        lambda: ApproachAuthor.objects.create(
            page=whole(), author=Author.objects.get(name="Orla"), sort_order=5
        ),
        {"approach"},
    ),
    "a licence is renamed": (
        lambda: save(AuthorLicense.objects.get(), title="Licensed"),
        {"approach"},
    ),
    "it is reviewed again": (lambda: rows.review(whole(), mateo()), {"approach", "compared"}),
    "its reviewer comes to work here": (
        lambda: save(Author.objects.get(name="Orla"), works_here=True),
        {"approach"},
    ),
    "its reviewer is deleted": (
        lambda: Author.objects.get(name="Orla").delete(),
        {"approach"},
    ),
    "a concern is renamed": (
        lambda: save(concern(), name="Grief"),
        {"approach", "list", "filtered", "concern", "compared", "sheet"},
    ),
    "a concern has another address": (
        lambda: save(concern(), slug="loss"),
        {"approach", "list"},
    ),
    "a concern has a description": (lambda: save(concern(), description="Sad."), {"concern"}),
    "a concern asks for no care": (
        lambda: save(concern(), shows_crisis_notice=False),
        {"approach", "filtered", "concern", "compared"},
    ),
    "a concern is deleted": (lambda: concern("Concern 1").delete(), {"approach", "list"}),
    "a script saves a row on research": (
        lambda: save(
            ApproachConcern.objects.filter(page=whole()).order_by("sort_order", "pk")[0],
            research="none_found",
            outcome="",
        ),
        {"approach", "concern", "compared", "sheet"},
    ),
    "a script deletes a row on research": (
        lambda: ApproachConcern.objects.filter(page=other()).delete(),
        {"other", "filtered", "concern", "compared"},
    ),
    "a script saves a row on a guideline": (
        lambda: save(
            ApproachRecommendation.objects.get(recommendation="recommends"),
            recommendation="advises_against",
        ),
        {"approach", "filtered", "concern", "compared", "sheet"},
    ),
    "a guideline is withdrawn": (
        lambda: save(Guideline.objects.get(year=2024), status="withdrawn"),
        {"approach", "filtered", "concern", "compared", "sheet"},
    ),
    "a guideline is replaced": (supersede, {"approach", "concern", "compared", "sheet"}),
    "a guideline is deleted": (
        lambda: Guideline.objects.get(year=2024).delete(),
        {"approach", "concern", "compared", "sheet"},
    ),
    "a guideline is of another year": (
        lambda: save(Guideline.objects.get(body="APA"), year=2021),
        {"concern", "filtered"},
    ),
    "what a guideline puts first is changed": (
        lambda: save(ConcernGuideline.objects.get(), puts_first="Rest"),
        {"concern"},
    ),
    "a family is renamed": (
        lambda: save(ApproachFamily.objects.get(), name="Body"),
        {"list", "narrowed"} - {"narrowed"},
    ),
    "a family is deleted": (lambda: ApproachFamily.objects.get().delete(), {"list"}),
    "a content note is renamed": (
        lambda: save(ContentNote.objects.get(), name="Death"),
        {"approach", "list", "filtered"},
    ),
    "a content note is taken away": (
        lambda: publish(whole(), content_notes=[]),
        {"approach", "list"},
    ),
    "the practice has another number": (
        lambda: save(PracticeSettings.objects.get(), telephone="+44 20 7946 0999"),
        {"approach", "list", "concern", "sheet"},
    ),
    "the practice has another notice": (
        lambda: save(PracticeSettings.objects.get(), crisis_notice="Call 112."),
        {"approach", "list", "concern", "compared", "history", "sheet"},
    ),
    "the practice is renamed": (
        lambda: save(PracticeSettings.objects.get(), name="Oak House"),
        {"approach", "list", "concern"},
    ),
    "the site has another port": (lambda: save(Site.objects.get(), port=8080), {"approach"}),
    "a linked page is renamed": (lambda: publish(prices(), slug="costs"), {"approach"}),
    "a linked page is moved": (
        lambda: prices().move(TeamPage.objects.get(), pos="last-child"),
        {"approach"},
    ),
    "a linked page is deleted": (lambda: prices().delete(), {"approach"}),
    "the team page is unpublished": (
        lambda: TeamPage.objects.get().unpublish(),
        {"approach", "concern"},
    ),
    "a picture is replaced": (
        lambda: save(get_image_model().objects.get(), focal_point_x=9, focal_point_y=9, title="B"),
        set(),
    ),
    "a picture is deleted": (lambda: get_image_model().objects.get().delete(), {"approach"}),
    "a document is renamed": (
        lambda: save(get_document_model().objects.get(), title="Read this"),
        {"approach"},
    ),
    "a document is deleted": (lambda: get_document_model().objects.get().delete(), {"approach"}),
    "a post is renamed": (lambda: publish(post(), title="On loss"), {"concern"}),
    "a post is unpublished": (lambda: post().unpublish(), {"concern"}),
    "a post is about it no more": (lambda: publish(post(), concerns=[]), {"concern"}),
    "a post is private": (lambda: restrict(BlogIndexPage.objects.get()), {"concern"}),
    "a reason is given": (
        lambda: publish(
            whole(),
            change_note="A new trial.",
            updated_date="2026-10-07",
            approach_concerns=whole().get_concern_rows()[:-1],
        ),
        {"approach", "history"},
    ),
}
