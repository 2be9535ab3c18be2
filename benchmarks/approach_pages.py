"""Creates approaches, and bare pages with the same content."""

import json
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from wagtail.models import Page, Site

from benchmarks import approach_bodies, blog_pages
from benchmarks.bare.models import FACTS, BareApproachIndexPage, BareApproachPage
from benchmarks.sample_texts import Writer
from wagtail_therapy.approaches.choices import AGE_GROUPS, DELIVERY, FORMATS, Structure
from wagtail_therapy.approaches.models import ApproachFamily, Concern, ConcernGuideline, Guideline
from wagtail_therapy.authors import reviews
from wagtail_therapy.authors.models import Author
from wagtail_therapy.content.models import ContentNote
from wagtail_therapy.pages.models import (
    ApproachAuthor,
    ApproachConcern,
    ApproachIndexPage,
    ApproachPage,
    ApproachRecommendation,
)
from wagtail_therapy.practice.models import PracticeSettings

FAMILIES = 6
CONCERNS_OF_EACH = 6
REFERENCE = {
    "type": "reference",
    "value": {"key": "one", "authors": "Penhallow, O.", "year": "2024", "title": "A trial"},
}


@dataclass
class ApproachLists:
    """Two lists on one site, ``approaches`` and ``bare``, that grow with ``grow()``."""

    index: ApproachIndexPage
    bare: BareApproachIndexPage
    writer: Writer
    reviewer: Author
    families: list[ApproachFamily]
    note: ContentNote
    guideline: Guideline
    image: Any
    concerns: list[Concern] = field(default_factory=list)
    size: int = 0

    def grow(self, approaches, concerns):
        """Add approaches and concerns until there are that many."""
        for number in range(len(self.concerns), concerns):
            kind = ("clinical", "life")[number % 2]
            concern = Concern.objects.create(name=f"Concern {number}", kind=kind)
            ConcernGuideline.objects.create(
                concern=concern, guideline=self.guideline, puts_first="Guided self-help"
            )
            self.concerns.append(concern)
        for number in range(self.size, approaches):
            self._add(number)
        self.size = approaches

    def add_bodies(self, number):
        """Give so many approaches, and the bare ones, the same body and references."""
        ours, bare = (
            list(model.objects.order_by("pk")[: number + 2])
            for model in (ApproachPage, BareApproachPage)
        )
        for place in range(number):
            others = ours[place + 1 : place + 3]
            body = approach_bodies.body(
                self.writer, self.image, self.reviewer, others, self.concerns[0]
            )
            ours[place].body = bare[place].body = json.dumps(body)
            ours[place].references = json.dumps([REFERENCE])
            ours[place].offered_by = [self.reviewer]
            ours[place].save()
            bare[place].save()

    def _add(self, number):
        title = f"Approach {number}"
        definition = self.writer.words(30)
        family = self.families[number % FAMILIES]
        concerns = [
            self.concerns[(number + 7 * place) % len(self.concerns)]
            for place in range(CONCERNS_OF_EACH)
        ]
        page = ApproachPage(
            title=title, short_definition=definition, family=family, **facts_of(number)
        )
        page.approach_authors = [ApproachAuthor(author=self.reviewer)]
        page.approach_concerns = [
            ApproachConcern(concern=one, sort_order=place) for place, one in enumerate(concerns)
        ]
        page.approach_recommendations = [
            ApproachRecommendation(
                concern=one, guideline=self.guideline, recommendation="considers", sort_order=place
            )
            for place, one in enumerate(concerns[:2])
        ]
        page.content_notes = [self.note] if number % 5 == 0 else []
        self.index.add_child(instance=page)
        reviews.mark(page, self.reviewer)
        bare = BareApproachPage(
            title=title,
            short_definition=definition,
            family=family.name,
            facts=dict.fromkeys(FACTS, "Something stated"),
        )
        self.bare.add_child(instance=bare)
        bare.concerns.set(concerns)


def empty_approach_lists() -> ApproachLists:
    home = Page.get_first_root_node().add_child(instance=Page(title="Home", slug="lists"))
    site = Site.objects.create(hostname="testserver", root_page=home, site_name="A Practice")
    PracticeSettings.objects.create(
        site=site,
        name="A Practice",
        crisis_notice="In an emergency call 112.",
        disclaimer="General information, not personal advice.",
    )
    return ApproachLists(
        index=home.add_child(instance=ApproachIndexPage(title="Approaches", slug="approaches")),
        bare=home.add_child(instance=BareApproachIndexPage(title="Bare", slug="bare")),
        writer=Writer(0, [], home),
        reviewer=Author.objects.create(name="Orla Penhallow"),
        families=[ApproachFamily.objects.create(name=f"Family {one}") for one in range(FAMILIES)],
        note=ContentNote.objects.create(name="A hard topic"),
        guideline=Guideline.objects.create(
            body="NICE", number="NG0", title="All concerns", year=2022, url="https://nice.example/"
        ),
        image=blog_pages.image(0),
    )


def facts_of(number) -> dict:
    return {
        "abbreviation": f"A{number}",
        "structure": Structure.values[number % len(Structure.values)],
        "therapist_style": "Active, explains",
        "sessions_min": 8,
        "sessions_max": 12 + number % 10,
        "session_minutes_min": 50,
        "formats": [FORMATS[(number + place) % len(FORMATS)][0] for place in range(2)],
        "delivery": [DELIVERY[(number + place) % len(DELIVERY)][0] for place in range(2)],
        "age_groups": [AGE_GROUPS[number % len(AGE_GROUPS)][0]],
        "offered_here": number % 3 == 0,
        "updated_date": date(2026, 11, 2),
    }
