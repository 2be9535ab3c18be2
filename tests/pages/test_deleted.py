"""Posts that still name what was deleted: they open in the editor, and readers see the rest."""

import pytest
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from tests.pages import forms, rows
from wagtail_therapy.authors.models import Author
from wagtail_therapy.blog.models import Category
from wagtail_therapy.pages.models import BlogPostPage

pytestmark = rows.MAKES_RENDITIONS


@pytest.fixture
def post(site):
    """A live post with everything in it that may be deleted elsewhere, and a draft of the same."""
    blog = rows.blog(site)
    kept, gone = rows.author("Kept"), rows.author("Gone")
    other, picture = rows.post(blog, kept, title="Other"), rows.image()
    described = {"image": picture.pk, "alt_text": "A door", "decorative": False}
    pictures = [{"image": described, "caption": ""}] * 2
    body = [
        {
            "type": "paragraph",
            "value": f'<p><a linktype="page" id="{other.pk}">There</a> words</p>',
        },
        {"type": "image", "value": {"image": described, "caption": ""}},
        {"type": "gallery", "value": {"images": pictures}},
        {"type": "document", "value": {"document": rows.document().pk, "text": ""}},
        {"type": "author_bio", "value": {"author": gone.pk, "heading": "", "layout": "full"}},
        {"type": "team", "value": {"people": [gone.pk], "heading": ""}},
        {
            "type": "recent_posts",
            "value": {"heading": "", "number": 3, "category": rows.category("Gone").pk},
        },
    ]
    post = rows.post(
        blog,
        kept,
        title="A post",
        categories=[Category.objects.get()],
        lead_image=picture,
        body=body,
        related_reading=[{"type": "post", "value": other.pk}],
    )
    rows.review(post, gone)
    return post


DELETIONS = {
    "author": lambda: Author.objects.get(name="Gone").delete(),
    "category": lambda: Category.objects.all().delete(),
    "image": lambda: get_image_model().objects.all().delete(),
    "document": lambda: get_document_model().objects.all().delete(),
    "page": lambda: BlogPostPage.objects.get(title="Other").delete(),
}


@pytest.mark.parametrize("deleted", DELETIONS)
def test_post_is_read_edited_and_previewed_without_what_was_deleted(
    client, editor_client, post, deleted
):
    DELETIONS[deleted]()
    edit = f"/admin/pages/{post.pk}/edit/"

    answers = [
        client.get(post.url),
        client.get(post.get_parent().url),
        client.get(post.get_parent().url + "feed/"),
        editor_client.get(edit),
        editor_client.get(f"/admin/pages/{post.pk}/view_draft/"),
        *(
            BlogPostPage.objects.get(pk=post.pk).make_preview_request(preview_mode=mode)
            for mode in ("card", "email")
        ),
    ]

    assert [answer.status_code for answer in answers] == [200] * len(answers)


def test_draft_of_an_author_who_was_deleted_is_opened_and_saved(editor_client, site):
    orla = rows.author()
    draft = rows.post(rows.blog(site), orla, title="Draft", live=False)
    draft.save_revision()
    orla.delete()
    edit = f"/admin/pages/{draft.pk}/edit/"

    data = forms.page_form(editor_client, edit, title="Still a draft", body=forms.body())
    response = editor_client.post(edit, data)

    saved = BlogPostPage.objects.get(pk=draft.pk).get_latest_revision_as_object()
    assert (response.status_code, saved.title) == (302, "Still a draft")


def test_post_of_a_category_that_was_deleted_is_published_again(editor_client, post):
    Category.objects.all().delete()
    edit = f"/admin/pages/{post.pk}/edit/"
    data = forms.page_form(editor_client, edit, title="Again", body=forms.body())

    editor_client.post(edit, data | {"action-publish": "yes"})

    assert BlogPostPage.objects.get(pk=post.pk).title == "Again"
