"""What becomes of posts when somebody deletes an author."""

import pytest
from django.db.models import ProtectedError

from tests.pages import rows
from wagtail_therapy.authors.models import Author
from wagtail_therapy.pages.models import BlogPostAuthor, BlogPostPage


@pytest.fixture
def blog(site):
    return rows.blog(site)


@pytest.fixture
def orla(site):
    return rows.author("Orla")


@pytest.fixture
def mateo(site):
    return rows.author("Mateo")


def draft_by(post, *authors, **fields):
    for name, value in fields.items():
        setattr(post, name, value)
    post.post_authors = [BlogPostAuthor(author=author) for author in authors]
    return post.save_revision()


def test_author_of_a_live_post_cannot_be_deleted(blog, orla):
    rows.post(blog, orla)

    with pytest.raises(ProtectedError):
        orla.delete()


def test_authors_of_live_posts_cannot_be_deleted_at_once(blog, orla):
    rows.post(blog, orla)

    with pytest.raises(ProtectedError):
        Author.objects.all().delete()


def test_author_of_drafts_can_be_deleted(blog, orla):
    post = rows.post(blog, orla, live=False)
    orla.delete()

    assert [row.author for row in BlogPostPage.objects.get(pk=post.pk).post_authors.all()] == [None]


def test_draft_by_a_deleted_author_is_opened_with_nobody_chosen(blog, orla, mateo, editor_client):
    post = rows.post(blog, orla)
    draft_by(post, mateo)
    mateo.delete()

    response = editor_client.get(f"/admin/pages/{post.pk}/edit/")

    rows_of_form = response.context["form"].formsets["post_authors"]
    assert (response.status_code, [form["author"].value() for form in rows_of_form.forms]) == (
        200,
        [None],
    )
