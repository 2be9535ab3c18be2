"""What guidelines put first is kept in the cache, and made again when any of it changes."""

import pytest

from tests.approaches.page_text import text
from tests.approaches.rows import approach
from tests.pages import rows
from tests.parsed_html import parsed
from wagtail_therapy.approaches.models import Concern, ConcernGuideline, Guideline

BEFORE = ["NICE (2022)"]


@pytest.fixture
def index(site):
    return rows.approaches(site)


@pytest.fixture
def grief(index):
    concern = rows.concern("Grief")
    concern.concern_guidelines = [ConcernGuideline(guideline=rows.guideline(), puts_first="Time")]
    concern.save()
    approach(index, "ACT", concern)
    return concern


def withdraw():
    guideline = Guideline.objects.get()
    guideline.status = "withdrawn"
    guideline.save()


def replace():
    old = Guideline.objects.get()
    old.superseded_by = rows.guideline(year=2026)
    old.save()


def add():
    grief = Concern.objects.get()
    grief.concern_guidelines.add(ConcernGuideline(guideline=rows.guideline("APA", 2025)))
    grief.save()


CHANGES = {
    "withdrawn": (withdraw, ["NICE (2022)", "(withdrawn since)"]),
    "replaced": (replace, ["NICE (2022)", "(replaced by NICE (2026))"]),
    "another is added": (add, ["NICE (2022)", "APA (2025)"]),
    "deleted": (lambda: Guideline.objects.get().delete(), []),
    "its row is deleted": (lambda: ConcernGuideline.objects.get().delete(), []),
}
PATHS = ["concerns/grief/", "?concern=grief"]


def named(client, index, path):
    html = parsed(client.get(f"{index.url}{path}").content.decode())
    # The page of a concern names them twice.
    return list(dict.fromkeys(map(text, html.select("[rel=noreferrer], .therapy-outdated"))))


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(("change", "after"), CHANGES.values(), ids=CHANGES)
def test_page_names_the_guidelines_as_they_are_now(index, grief, client, path, change, after):
    assert named(client, index, path) == BEFORE
    change()
    assert named(client, index, path) == after
