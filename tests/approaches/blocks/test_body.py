"""The sections of an approach, which are nowhere to be seen while they say nothing."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.blocks import StreamBlockValidationError
from wagtail.models import Locale

from tests.content.rendering import squeezed
from wagtail_therapy.approaches.blocks import (
    ApproachBodyBlock,
    SectionBlock,
    starting_body,
)
from wagtail_therapy.content.text.headings import set_anchors
from wagtail_therapy.pages.models import ApproachPage

BODY = ApproachBodyBlock()
SECTIONS = {
    name: block for name, block in BODY.child_blocks.items() if isinstance(block, SectionBlock)
}
RICH = "<p>Words.</p>"


def body(*children):
    return BODY.normalize(list(children))


def html(*children):
    return squeezed(body(*children).render_as_block())


def test_sections_are_these_in_this_order():
    assert {name: block.meta.anchor for name, block in SECTIONS.items()} == {
        "faq": "faq",
        "key_points": "key-points",
        "how_it_works": "how-it-works",
        "what_to_expect": "what-to-expect",
        "techniques": "techniques",
        "fit": "fit",
        "evidence": "evidence",
        "risks_and_limits": "risks-and-limits",
        "if_it_does_not_help": "if-it-does-not-help",
        "training": "training",
        "history": "history",
        "questions_to_ask": "questions-to-ask",
        "myths": "myths",
        "differences": "differences",
        "related": "related",
    }


def test_every_section_may_be_there_once():
    assert {
        name: counts["max_num"] for name, counts in BODY.meta.block_counts.items()
    } == dict.fromkeys(SECTIONS, 1)


@pytest.mark.parametrize("name", SECTIONS)
def test_section_that_says_nothing_is_nowhere(site, name):
    empty = body((name, {"heading": "A heading alone"}))

    assert html((name, {"heading": "A heading alone"})) == ""
    assert BODY.get_api_representation(empty) == []
    assert BODY.get_searchable_content(empty) == []
    assert set_anchors(empty) == []


def test_section_is_asked_once_whether_it_says_anything(monkeypatch):
    asked, has_content = [], SectionBlock.has_content
    monkeypatch.setattr(
        SectionBlock,
        "has_content",
        lambda block, value: asked.append(value) or has_content(block, value),
    )
    shown = body(("history", {"text": RICH}))
    set_anchors(shown)
    shown.render_as_block()

    assert len(asked) == 1


@pytest.mark.parametrize("name", [name for name in SECTIONS if name != "faq"])
def test_section_that_says_nothing_may_be_published(site, name):
    assert len(BODY.clean(body((name, {})))) == 1


def test_new_page_starts_from_sections_that_say_nothing(site):
    page = ApproachPage(title="ACT", locale=Locale.get_default())

    assert [child.block_type for child in page.body] == [name for name, _value in starting_body()]
    assert squeezed(page.body.render_as_block()) == ""
    assert page.body.stream_block.get_searchable_content(page.body) == []
    assert page.body.stream_block.get_api_representation(page.body) == []


def test_page_that_was_emptied_stays_empty(site):
    assert list(ApproachPage(title="ACT", body=[]).body) == []


def test_section_has_the_usual_heading_and_a_lasting_anchor(site):
    # Wagtail's wrapper around each block has one class more since 8.0.
    assert html(("risks_and_limits", {"text": RICH})).partition('">')[2] == (
        '<section class="therapy-section" aria-labelledby="s-risks-and-limits">'
        '<h2 class="therapy-heading" id="s-risks-and-limits">Risks and limits</h2>'
        '<div class="therapy-prose"><p>Words.</p></div></section></div>'
    )


def test_section_keeps_its_anchor_under_another_heading(site):
    found = html(("risks_and_limits", {"heading": "What may go wrong", "text": RICH}))

    assert '<h2 class="therapy-heading" id="s-risks-and-limits">What may go wrong</h2>' in found


def test_section_is_in_the_table_of_contents(site):
    shown = body(
        ("heading", {"text": "Key points"}),
        ("key_points", {"points": [RICH]}),
        ("history", {"heading": "Since 1970", "text": RICH}),
    )

    assert [(one.plain_text, one.anchor, one.level) for one in set_anchors(shown)] == [
        ("Key points", "h-key-points", 2),
        ("Key points", "s-key-points", 2),
        ("Since 1970", "s-history", 2),
    ]


def test_api_has_the_heading_and_the_anchor(site):
    (section,) = BODY.get_api_representation(body(("history", {"text": RICH})))

    assert section["value"] == {
        "heading": "Where it comes from",
        "text": RICH,
        "anchor": "s-history",
    }


def test_subheading_may_follow_a_section(site):
    BODY.clean(body(("history", {"text": RICH}), ("subheading", {"text": "Later"})))


@pytest.mark.parametrize("name", SECTIONS)
def test_section_is_there_once(site, name):
    with pytest.raises(StreamBlockValidationError):
        BODY.clean(body((name, {}), (name, {})))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("techniques", {"techniques": [{"name": "Thought record"}]}),
        ("myths", {"myths": [{"answer": RICH}]}),
        ("how_it_works", {"concepts": [{"term": "Avoidance"}]}),
        ("glossary_term", {"term": "Avoidance"}),
    ],
)
def test_half_of_a_pair_is_no_more_than_a_draft(site, name, value):
    shown = body((name, value))
    BODY.clean_deferred(shown)

    with pytest.raises(ValidationError):
        BODY.clean(shown)
    assert "Avoidance" not in html((name, value))


def test_empty_lines_of_lists_are_not_shown(site):
    found = html(("fit", {"suits": ["<p></p>", "<p>you like plans</p>"], "suits_less": [""]}))

    assert (found.count("<li>"), "better" in found) == (1, False)


def test_parts_of_what_to_expect_are_in_the_order_in_which_they_happen(site):
    found = html(("what_to_expect", {"ending": RICH, "first_session": RICH}))

    assert found.index("The first session") < found.index("How it ends")
    assert found.count("<h3") == 2
