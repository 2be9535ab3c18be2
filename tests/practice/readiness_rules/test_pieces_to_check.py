import pytest

from tests.pages import rows
from tests.practice import ready_practice
from wagtail_therapy.practice import readiness

pytestmark = rows.MAKES_RENDITIONS

PIECE = {"type": "please_check", "value": {"reason": "form", "html": "<p>Your name</p>"}}
WORDS = {"type": "paragraph", "value": "<p>Words</p>"}


def approach(site, *body, **fields):
    index = rows.approaches(site)
    return rows.approach(index, short_definition="Slow.", body=list(body), **fields)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ([PIECE, WORDS], "“Gestalt” has a piece of your old site that you should look at."),
        ([PIECE, PIECE], "“Gestalt” has 2 pieces of your old site that you should look at."),
    ],
)
def test_page_with_pieces_to_check_is_found(site, body, message):
    ready_practice.practice(site)
    page = approach(site, *body, title="Gestalt")

    found = [one for one in readiness.examine(site) if one.code == "please_check"]
    assert [(one.message, one.url) for one in found] == [(message, f"/admin/pages/{page.pk}/edit/")]


def test_drafts_and_pages_without_pieces_are_none(site):
    ready_practice.practice(site)
    approach(site, WORDS)
    approach(site, PIECE, title="Draft", live=False)

    assert [one for one in readiness.examine(site) if one.code == "please_check"] == []
