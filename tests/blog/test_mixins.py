from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import Locale, PageViewRestriction

from tests.pages import rows
from wagtail_therapy.content.models import ContentNote
from wagtail_therapy.pages.models import BlogPostAuthor, BlogPostPage

PARAGRAPH = [("paragraph", "<p>The first words &amp; more.</p>")]


@pytest.fixture
def blog(site):
    return rows.blog(site)


@pytest.fixture
def orla(site):
    return rows.author("Orla", post_nominals="PsyD")


def test_post_cannot_be_published_without_an_author(blog):
    draft = rows.post(blog, live=False)

    with pytest.raises(ValidationError) as error:
        rows.publish(draft)

    draft.refresh_from_db()
    assert (error.value.messages, draft.live) == (
        ["A post can’t be published without an author."],
        False,
    )


def test_post_cannot_be_added_live_without_an_author(blog):
    with pytest.raises(ValidationError):
        blog.add_child(instance=BlogPostPage(title="A post"))

    assert BlogPostPage.objects.count() == 0


def test_post_with_an_empty_author_row_cannot_be_published(blog):
    draft = rows.post(blog, live=False)
    draft.post_authors = [BlogPostAuthor(author=None)]

    with pytest.raises(ValidationError):
        rows.publish(draft)


def test_live_post_cannot_lose_its_last_author(blog, orla):
    post = rows.post(blog, orla)
    post.post_authors.clear()

    with pytest.raises(ValidationError):
        post.save()

    assert [row.author for row in BlogPostPage.objects.get().post_authors.all()] == [orla]


def test_live_post_may_have_a_draft_without_an_author(blog, orla):
    post = rows.post(blog, orla)
    post.post_authors.clear()
    post.save_revision()

    assert BlogPostPage.objects.get().get_authors() == [orla]


def test_post_can_be_taken_offline_copied_and_translated(blog, orla):
    post = rows.post(blog, orla)
    post.copy(update_attrs={"slug": "copy", "title": "Copy"})
    post.create_alias(update_slug="alias")
    post.copy_for_translation(Locale.objects.create(language_code="de"), copy_parents=True)
    post.unpublish()

    found = BlogPostPage.objects.order_by("slug")
    assert [(page.slug, page.live, page.get_authors()) for page in found] == [
        ("a-post", False, [orla]),
        ("a-post", False, [orla]),
        ("alias", False, [orla]),
        ("copy", True, [orla]),
    ]


def test_authors_come_in_their_order(blog, orla):
    mateo = rows.author("Mateo")
    post = rows.post(blog, mateo, orla)

    assert post.get_authors() == [mateo, orla]


def test_bio_authors_are_published_and_not_in_the_body_already(blog, orla):
    mateo, draft = rows.author("Mateo"), rows.author("Sunniva", live=False)
    bio = ("author_bio", {"author": orla, "heading": "", "layout": "full"})
    post = rows.post(blog, orla, mateo, draft, body=[bio])

    assert post.get_bio_authors() == [mateo]


@pytest.mark.parametrize(
    ("fields", "excerpt"),
    [
        (
            {"excerpt": " Written\nby hand. ", "search_description": "For machines"},
            "Written by hand.",
        ),
        ({"search_description": "For machines"}, "For machines"),
        ({"body": PARAGRAPH}, "The first words & more."),
        ({"excerpt": "  ", "body": PARAGRAPH}, "The first words & more."),
        ({}, ""),
    ],
)
def test_excerpt_is_the_written_one_or_the_first_words(blog, orla, fields, excerpt):
    assert rows.post(blog, orla, **fields).get_excerpt() == excerpt


def test_mail_content_has_what_a_letter_needs(blog, orla):
    mateo = rows.author("Mateo", job_title="Therapist")
    picture = {"lead_image_alt": "A pier", "lead_image_caption": "In May"}
    post = rows.post(blog, orla, mateo, title="Fish & chips", body=PARAGRAPH, **picture)
    post.content_notes = [ContentNote.objects.create(name=name) for name in ("Loss", "Food")]

    assert post.get_mail_content() == {
        "title": "Fish & chips",
        "excerpt": "The first words & more.",
        "byline": "Orla, PsyD and Mateo",
        "authors": [("Orla, PsyD", ""), ("Mateo", "Therapist")],
        "content_note": "Food, Loss",
        "minutes": 1,
        "picture": None,
        "picture_alt": "A pier",
        "picture_caption": "In May",
        "body": post.body,
        "references": post.references,
    }


def test_posts_are_those_a_stranger_may_read_newest_first(blog, orla, site):
    old, new = (rows.post(blog, orla, title=title) for title in ("Old", "New"))
    rows.post(blog, orla, title="Draft", live=False)
    private = rows.post(blog, orla, title="Private")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    rows.post(rows.blog(site, "Elsewhere"), orla, title="Of another blog")
    BlogPostPage.objects.filter(pk=old.pk).update(
        first_published_at=timezone.now() - timedelta(days=9)
    )

    assert list(blog.get_posts().specific()) == [new, old]


def test_posts_are_of_the_language_of_their_blog(blog, orla):
    rows.post(blog, orla)
    BlogPostPage.objects.update(locale=Locale.objects.create(language_code="de"))

    assert list(blog.get_posts().specific()) == []


def test_posts_of_a_private_blog_are_none(blog, orla):
    rows.post(blog, orla)
    PageViewRestriction.objects.create(page=blog, restriction_type="login")

    assert list(blog.get_posts().specific()) == []


def test_posts_without_a_date_come_last(blog, orla):
    first, last = (rows.post(blog, orla, title=title) for title in ("First", "Last"))
    BlogPostPage.objects.filter(pk=last.pk).update(first_published_at=None)

    assert list(blog.get_posts().specific()) == [first, last]


def test_scheduled_post_is_not_among_the_posts(blog, orla):
    post = rows.post(blog, orla, live=False)
    post.go_live_at = timezone.now() + timedelta(days=1)
    rows.publish(post)

    assert list(blog.get_posts().specific()) == []
