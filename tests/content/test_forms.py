import pytest
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.blocks.base import BlockField
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from tests.pages import rows
from wagtail_therapy.content.fields import PROSE_FEATURES
from wagtail_therapy.content.forms import CitingPageForm
from wagtail_therapy.content.references import ReferencesBlock
from wagtail_therapy.pages.models import BlogPostPage


class PostForm(CitingPageForm):
    references = BlockField(block=ReferencesBlock(), required=False)

    class Meta:
        model = BlogPostPage
        fields = ["title", "slug", "body"]


@pytest.fixture
def form(site):
    blog = rows.blog(site)

    def form(text):
        paragraph = rich_text(f"<p>{text}</p>", features=PROSE_FEATURES)
        reference = {"authors": "Quill", "year": "2024", "title": "Endings"}
        data = {
            "title": "A post",
            "slug": "a-post",
            "body": streamfield([("paragraph", paragraph)]),
            "references": streamfield([("reference", reference)]),
        }
        return PostForm(nested_form_data(data), instance=BlogPostPage(), parent_page=blog)

    return form


def test_form_takes_known_citations(form):
    assert form("[ref:quill-2024]").errors == {}


def test_form_refuses_unknown_citations_at_their_block(form):
    message = "There is no reference with the key “quil” on this page. You can use “quill-2024”."

    errors = form("[ref:quil]").errors

    assert errors == {"body": [f"1. Paragraph: {message}"]}
    assert errors["body"].as_data()[0].as_json_data() == {
        "blockErrors": {0: {"messages": [message]}}
    }


def test_form_of_a_draft_takes_any_citation(form):
    draft = form("[ref:quil]")
    draft.defer_required_fields()

    assert draft.errors == {}


def test_form_is_one_of_a_page():
    assert issubclass(CitingPageForm, WagtailAdminPageForm)
