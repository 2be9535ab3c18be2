import pytest
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.blocks.base import BlockField
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from tests.pages import rows
from wagtail_therapy.content.admin.forms import CitingPageForm
from wagtail_therapy.content.fields import PROSE_FEATURES
from wagtail_therapy.content.text.references import ReferencesBlock
from wagtail_therapy.pages.models import BlogIndexPage, BlogPostPage


class PostForm(CitingPageForm):
    references = BlockField(block=ReferencesBlock(), required=False)

    class Meta:
        model = BlogPostPage
        fields = ["title", "slug", "body"]


@pytest.fixture
def form(site):
    rows.blog(site)

    def form(text="", instance=None, slug="a-post", title="A post"):
        paragraph = rich_text(f"<p>{text}</p>", features=PROSE_FEATURES)
        reference = {"authors": "Quill", "year": "2024", "title": "Endings"}
        data = {
            "title": title,
            "slug": slug,
            "body": streamfield([("paragraph", paragraph)]),
            "references": streamfield([("reference", reference)]),
        }
        blog, page = BlogIndexPage.objects.get(), instance or BlogPostPage()
        return PostForm(nested_form_data(data), instance=page, parent_page=blog)

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


def slugs(form):
    errors = form.errors.get("slug", [])
    return form.cleaned_data.get("slug"), errors


def test_new_page_with_the_title_of_another_gets_a_number_in_its_address(site, form):
    blog = BlogIndexPage.objects.get()
    first = rows.post(blog, rows.author(), title="A post")
    draft = form()
    assert draft.errors == {}
    second = rows.post(blog, title="A post", slug="a-post-2", live=False)

    # It is sent once more when the draft is saved again, and when a third is written.
    assert [slugs(form(instance=one)) for one in (first, second, None)] == [
        ("a-post", []),
        ("a-post-2", []),
        ("a-post-3", []),
    ]


def test_number_fits_into_the_address_of_a_long_title(site, form):
    title = "a" * 255
    rows.post(BlogIndexPage.objects.get(), rows.author(), title=title)

    assert slugs(form(title=title, slug=title)) == (f"{'a' * 253}-2", [])


def test_address_that_was_typed_is_not_changed(site, form):
    rows.post(BlogIndexPage.objects.get(), title="Another", slug="endings", live=False)

    message = "The slug 'endings' is already in use within the parent page."
    assert slugs(form(slug="endings")) == (None, [message])


@pytest.mark.parametrize(
    ("title", "slug"), [("On endings", "on-endings"), ("Über Schlaf", "über-schlaf"), ("…", None)]
)
def test_address_that_no_script_has_filled_in_is_made_of_the_title(site, form, title, slug):
    filled = form(title=title, slug="")
    filled.is_valid()

    assert (filled.cleaned_data.get("slug"), "slug" in filled.errors) == (slug, slug is None)


def test_address_of_a_draft_stays_where_a_form_comes_without_one(site, form):
    """Autosave stores the address that was made of the title, and leaves the form without it."""
    blog = BlogIndexPage.objects.get()
    draft = rows.post(blog, title="On endings", slug="endings", live=False)
    post = rows.post(blog, rows.author(), title="On sleep", slug="sleep")

    assert slugs(form(instance=draft, slug="")) == ("endings", [])
    assert slugs(form(instance=post, slug="")) == (None, ["This field is required."])
