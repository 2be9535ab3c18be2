import pytest
from django.test import RequestFactory
from wagtail.blocks import StructBlockValidationError

from tests.content.rendering import block_html, body
from wagtail_therapy.content.blocks import VignetteBlock
from wagtail_therapy.content.text.plain_text import plain_text

STORY = {"text": "<p>Mina says no.</p>"}


def shown(line):
    return (
        '<section class="therapy-vignette" aria-label="Example">'
        '<div class="therapy-prose"><p>Mina says no.</p></div>'
        f'<div class="therapy-vignette-basis">{line}</div></section>'
    )


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({"basis": "invented"}, "<p>This example is invented.</p>"),
        ({"basis": "composite"}, "<p>This example combines several people’s stories.</p>"),
        (
            {"basis": "real", "has_consent": True},
            (
                "<p>This example is about a real person, who has agreed in writing. "
                "Details are changed.</p>"
            ),
        ),
        (
            {"basis": "published", "source": "<p>Yalom &amp; Elkin</p>"},
            "<p>This example is from a published source:</p><p>Yalom &amp; Elkin</p>",
        ),
    ],
)
def test_vignette_says_what_it_is_based_on(fields, line):
    assert block_html("vignette", STORY | fields) == shown(line)


UNFOUNDED = [
    {},
    {"basis": ""},
    {"basis": "gone"},
    {"basis": "real", "has_consent": False},
    {"basis": "published", "source": ""},
]


@pytest.mark.parametrize("fields", UNFOUNDED)
def test_vignette_without_its_basis_is_not_shown(fields):
    assert block_html("vignette", STORY | fields) == ""
    assert plain_text(body(("vignette", STORY | fields))) == ""


@pytest.mark.parametrize("fields", UNFOUNDED)
def test_vignette_without_its_basis_is_shown_to_its_editor(fields):
    request = RequestFactory().get("/")
    request.is_preview = True

    assert block_html("vignette", STORY | fields, request=request) == shown(
        "<p>Readers don’t see this example yet: say what it is based on.</p>"
    )


def test_vignette_without_a_story_is_nothing():
    assert block_html("vignette", {"text": "", "basis": "invented"}) == ""


@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        ({"basis": ""}, {"basis": ["This field is required."]}),
        (
            {"basis": "real"},
            {"has_consent": ["A story about a real person needs their written consent."]},
        ),
        ({"basis": "published"}, {"source": ["Say where it was published."]}),
    ],
)
def test_vignette_needs_its_basis_when_it_is_published(fields, errors):
    block = VignetteBlock()
    value = block.normalize(STORY | {"has_consent": False, "source": ""} | fields)

    block.clean_deferred(value)
    with pytest.raises(StructBlockValidationError) as error:
        block.clean(value)

    assert {name: each.messages for name, each in error.value.block_errors.items()} == errors


@pytest.mark.parametrize(
    "fields",
    [
        {"basis": "invented"},
        {"basis": "composite"},
        {"basis": "real", "has_consent": True},
        {"basis": "published", "source": "<p>Yalom</p>"},
    ],
)
def test_vignette_with_its_basis_is_taken(fields):
    block = VignetteBlock()

    assert block.clean(block.normalize(STORY | fields))["basis"] == fields["basis"]


def test_vignette_takes_no_file():
    assert list(VignetteBlock().child_blocks) == ["text", "basis", "has_consent", "source"]
