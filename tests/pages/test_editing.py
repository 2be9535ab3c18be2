"""What an editor does in Wagtail's own forms."""

import re
from datetime import UTC, datetime

import pytest
from wagtail.test.utils.form_data import inline_formset, rich_text

from tests.pages import forms, rows
from wagtail_therapy.content.fields import PROSE_FEATURES
from wagtail_therapy.pages.models import ApproachPage, BlogPostPage

PUBLISH = "action-publish"


@pytest.fixture
def new_post(site):
    return f"/admin/pages/add/wagtail_therapy_pages/blogpostpage/{rows.blog(site).pk}/"


@pytest.fixture
def new_approach(site):
    index = rows.approaches(site)
    return f"/admin/pages/add/wagtail_therapy_pages/approachpage/{index.pk}/"


def errors(response, relation=None):
    form = response.context["form"]
    found = form.formsets[relation] if relation else form
    return found.errors


def test_post_is_saved_as_a_draft_with_a_title_only(editor_client, new_post):
    data = forms.page_form(editor_client, new_post, title="Idea", body=forms.body())

    response = editor_client.post(new_post, data)

    post = BlogPostPage.objects.get()
    assert (response.status_code, post.title, post.live, post.get_authors()) == (
        302,
        "Idea",
        False,
        [],
    )


def test_post_is_saved_as_a_draft_with_empty_blocks(editor_client, new_post):
    body = forms.body(("heading", {"text": ""}), ("quote", {"text": "", "attribution": ""}))
    data = forms.page_form(editor_client, new_post, title="Idea", body=body)

    editor_client.post(new_post, data)

    assert [child.block_type for child in BlogPostPage.objects.get().body] == ["heading", "quote"]


@pytest.mark.parametrize("rows_posted", [[], [{"author": ""}]], ids=["no row", "an empty row"])
def test_post_is_not_published_without_an_author(editor_client, new_post, rows_posted):
    authors = inline_formset(rows_posted)
    data = forms.page_form(
        editor_client, new_post, title="Idea", body=forms.body(), post_authors=authors
    )

    response = editor_client.post(new_post, data | {PUBLISH: PUBLISH})

    formset = response.context["form"].formsets["post_authors"]
    assert (formset.non_form_errors(), any(formset.errors), BlogPostPage.objects.count()) == (
        ["Choose who wrote this post."],
        False,
        0,
    )


def test_empty_rows_beside_an_author_and_a_category_are_left_out(editor_client, new_post):
    orla, category = rows.author("Orla"), rows.category()
    data = forms.page_form(
        editor_client,
        new_post,
        title="Idea",
        body=forms.body(),
        post_authors=inline_formset([{"author": ""}, {"author": orla.pk}]),
        post_categories=inline_formset([{"category": category.pk}, {"category": ""}]),
    )

    editor_client.post(new_post, data | {PUBLISH: PUBLISH})

    post = BlogPostPage.objects.get()
    assert (
        post.live,
        [row.author for row in post.post_authors.all()],
        [row.category for row in post.post_categories.all()],
    ) == (True, [orla], [category])


def test_new_pages_start_with_the_author_of_the_account(
    editor, editor_client, new_post, new_approach
):
    rows.author("Ada")
    orla = rows.author("Orla")
    orla.user = editor
    orla.save()

    started = [
        forms.page_form(editor_client, new_post)["post_authors-0-author"],
        forms.page_form(editor_client, new_approach)["approach_authors-0-author"],
    ]

    assert started == [str(orla.pk), str(orla.pk)]


def test_new_post_of_an_account_without_author_starts_with_no_row(editor_client, new_post):
    assert forms.page_form(editor_client, new_post)["post_authors-TOTAL_FORMS"] == "0"


def test_post_is_published_with_all_that_was_entered(editor_client, new_post):
    orla, category = rows.author("Orla"), rows.category()
    words = rich_text("<p>Some <b>words</b>.</p>", features=PROSE_FEATURES)
    data = forms.page_form(
        editor_client,
        new_post,
        title="What is it?",
        excerpt="In short.",
        post_authors=forms.authors(orla.pk),
        post_categories=inline_formset([{"category": category.pk}]),
        tags="first session, calm",
        lead_image_alt="A door",
        body=forms.body(("heading", {"text": "Why"}), ("paragraph", words)),
    )

    editor_client.post(new_post, data | {PUBLISH: PUBLISH})

    post = BlogPostPage.objects.get()
    assert (post.live, post.title, post.get_excerpt()) == (True, "What is it?", "In short.")
    assert (post.get_authors(), post.get_categories()) == ([orla], [category])
    assert sorted(tag.name for tag in post.get_tags()) == ["calm", "first session"]
    assert [child.block_type for child in post.body] == ["heading", "paragraph"]
    assert dict(post.body[0].value) == {"text": "Why"}
    assert re.sub(" data-block-key=.*?>", ">", post.body[1].value.source) == (
        "<p>Some <b>words</b>.</p>"
    )


@pytest.mark.parametrize(
    ("entered", "kept"),
    [("2026-01-02 03:04", (3, 4, 55)), ("2026-01-02 03:05", (3, 5, 0))],
)
def test_post_keeps_the_second_at_which_it_was_published(editor_client, site, entered, kept):
    post = rows.post(rows.blog(site), rows.author("Orla"))
    moment = datetime(2026, 1, 2, 3, 4, 55, tzinfo=UTC)
    BlogPostPage.objects.filter(pk=post.pk).update(first_published_at=moment)
    post.refresh_from_db()
    post.save_revision()
    address = f"/admin/pages/{post.pk}/edit/"
    data = forms.page_form(editor_client, address, title="Rewritten", first_published_at=entered)

    editor_client.post(address, data | {PUBLISH: PUBLISH})

    post.refresh_from_db()
    found = post.first_published_at
    assert (post.title, (found.hour, found.minute, found.second)) == ("Rewritten", kept)


def test_live_post_takes_a_draft_that_lost_its_author(editor_client, site):
    post = rows.post(rows.blog(site), rows.author("Orla"))
    address = f"/admin/pages/{post.pk}/edit/"
    data = forms.page_form(editor_client, address, title="Rewritten", body=forms.body())
    data["post_authors-0-author"] = ""

    response = editor_client.post(address, data)

    post = BlogPostPage.objects.get()
    draft = post.get_latest_revision_as_object()
    assert (response.status_code, post.title, post.live, draft.title, draft.get_authors()) == (
        302,
        "A post",
        True,
        "Rewritten",
        [],
    )


def test_post_is_previewed_with_nothing_filled_in(editor_client, new_post):
    data = forms.page_form(editor_client, new_post, title="", body=forms.body())
    address = new_post + "preview/"
    editor_client.post(address, data)

    response = editor_client.get(address)

    assert (response.status_code, '<article class="therapy-post"' in response.content.decode()) == (
        200,
        True,
    )


def test_approach_is_saved_as_a_draft_with_a_title_only(editor_client, new_approach):
    data = forms.page_form(editor_client, new_approach, title="ACT", body=forms.body())

    response = editor_client.post(new_approach, data)

    approach = ApproachPage.objects.get()
    assert (response.status_code, approach.title, approach.live) == (302, "ACT", False)


def test_approach_is_not_published_without_a_short_definition(editor_client, new_approach):
    data = forms.page_form(editor_client, new_approach, title="ACT", body=forms.body())

    response = editor_client.post(new_approach, data | {PUBLISH: PUBLISH})

    assert (errors(response), ApproachPage.objects.count()) == (
        {"short_definition": ["This field is required."]},
        0,
    )
