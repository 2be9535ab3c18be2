import pytest
from wagtail.blocks import StructBlockValidationError

from tests.content.rendering import block_html
from tests.pages import rows
from wagtail_therapy.content.blocks import ButtonBlock


def test_button_leads_to_a_web_address():
    value = {"text": "Book", "page": None, "url": "https://book.example/?a=1&b=2"}

    assert block_html("button", value) == (
        '<p class="therapy-action"><a class="therapy-button" '
        'href="https://book.example/?a=1&amp;b=2" rel="noreferrer">Book</a></p>'
    )


@pytest.mark.parametrize(
    "value",
    [
        {"text": "Book", "page": None, "url": ""},
        {"text": "", "page": None, "url": "https://book.example/"},
    ],
)
def test_button_of_a_draft_that_lacks_words_or_address_renders_nothing(value):
    assert block_html("button", value) == ""


def test_button_leads_to_a_page_of_the_site(site):
    approach = rows.approach(rows.approaches(site), short_definition="Slow.")

    assert block_html("button", {"text": "Read", "page": approach.pk, "url": ""}) == (
        '<p class="therapy-action"><a class="therapy-button" href="/approaches/somatic-therapy/">'
        "Read</a></p>"
    )


def test_button_to_a_page_that_is_not_published_is_left_out(site):
    draft = rows.approach(rows.approaches(site), live=False)

    assert block_html("button", {"text": "Read", "page": draft.pk, "url": ""}) == ""


@pytest.mark.parametrize("url", ["", "https://book.example/"])
def test_button_must_lead_to_one_place(site, url):
    page = site.root_page if url else None
    block = ButtonBlock()

    with pytest.raises(StructBlockValidationError) as error:
        block.clean(block.normalize({"text": "Go", "page": page, "url": url}))

    assert error.value.block_errors["page"].messages == [
        "Choose a page or enter a web address, but not both."
    ]
