"""What becomes of pages when an author is deleted."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db.models import ProtectedError
from django.utils import timezone
from wagtail.models import Revision

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


def schedule(post, *authors):
    draft_by(post, *authors, go_live_at=timezone.now() + timedelta(days=1)).publish()


def publish_what_is_scheduled():
    """Let a day go by, and Wagtail's command run."""
    past = timezone.now() - timedelta(minutes=1)
    for number, revision in enumerate(
        Revision.objects.exclude(approved_go_live_at=None).order_by("pk")
    ):
        revision.approved_go_live_at = past + timedelta(seconds=number)
        revision.content = revision.content | {"go_live_at": past.isoformat()}
        revision.save()
    call_command("publish_scheduled")


def test_author_of_a_live_post_cannot_be_deleted(blog, orla):
    rows.post(blog, orla)

    with pytest.raises(ProtectedError):
        orla.delete()


def test_authors_of_live_posts_cannot_be_deleted_at_once(blog, orla):
    rows.post(blog, orla)

    with pytest.raises(ProtectedError):
        Author.objects.all().delete()


def test_author_of_a_live_approach_cannot_be_deleted(site, orla):
    rows.approach(rows.approaches(site), authors=[orla], short_definition="Slow.")

    with pytest.raises(ProtectedError):
        orla.delete()


def test_author_of_drafts_can_be_deleted(blog, orla):
    post = rows.post(blog, orla, live=False)
    orla.delete()

    assert [row.author for row in BlogPostPage.objects.get(pk=post.pk).post_authors.all()] == [None]


def test_draft_by_a_deleted_author_opens_with_an_empty_author_row(blog, orla, mateo, editor_client):
    post = rows.post(blog, orla)
    draft_by(post, mateo)
    mateo.delete()

    response = editor_client.get(f"/admin/pages/{post.pk}/edit/")

    rows_of_form = response.context["form"].formsets["post_authors"]
    assert (response.status_code, [form["author"].value() for form in rows_of_form.forms]) == (
        200,
        [None],
    )


def test_schedule_without_its_author_is_dropped_and_does_not_block_other_posts(blog, orla, mateo):
    orphan = rows.post(blog, orla, title="Orphan")
    schedule(orphan, mateo)
    later = rows.post(blog, orla, title="Later", live=False)
    schedule(later, orla)
    mateo.delete()

    publish_what_is_scheduled()

    found = BlogPostPage.objects.order_by("title")
    assert [(post.title, post.live, post.get_authors()) for post in found] == [
        ("Later", True, [orla]),
        ("Orphan", True, [orla]),
    ]
    assert not Revision.objects.exclude(approved_go_live_at=None).exists()


def test_schedule_of_a_draft_that_lost_its_author_leaves_it_a_draft(blog, mateo, caplog):
    post = rows.post(blog, mateo, live=False)
    schedule(post, mateo)
    mateo.delete()

    publish_what_is_scheduled()

    post.refresh_from_db()
    assert (post.live, [record.getMessage() for record in caplog.records]) == (
        False,
        [
            (
                f"Page {post.pk} was scheduled but can't be published, for example without an "
                "author. It was unscheduled."
            )
        ],
    )


def test_schedule_that_keeps_an_author_is_published(blog, orla, mateo):
    post = rows.post(blog, orla, live=False)
    schedule(post, mateo, orla)
    mateo.delete()

    publish_what_is_scheduled()

    post = BlogPostPage.objects.get()
    assert (post.live, post.get_authors()) == (True, [orla])
