"""What an editor can do with authors that pages name."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.pages import rows
from tests.parsed_html import parsed
from wagtail_therapy.authors.models import Author

AUTHORS = "/admin/snippets/wagtail_therapy_authors/author/"
DELETE_AUTHORS = "/admin/bulk/wagtail_therapy_authors/author/delete/"


def deletion_of(author):
    return [f"{AUTHORS}delete/{author.pk}/", f"{DELETE_AUTHORS}?id={author.pk}"]


def warnings(response):
    html = parsed(response.content.decode())
    return [" ".join(line.text.split()) for line in html.select(".messages .warning")]


def test_author_of_posts_is_not_deleted_and_the_editor_sees_why(site, editor_client):
    orla, blog = rows.author("Orla"), rows.blog(site)
    rows.post(blog, orla)
    scheduled = rows.post(blog, orla, live=False)
    scheduled.go_live_at = timezone.now() + timedelta(days=1)
    rows.publish(scheduled)

    found = [warnings(editor_client.post(one, follow=True)) for one in deletion_of(orla)]

    message = (
        "Nothing was deleted: 2 live or scheduled pages would lose an author. Name someone else "
        "there first, or unpublish the author, which hides only the bio."
    )
    assert (found, list(Author.objects.all())) == ([[message]] * 2, [orla])


@pytest.mark.parametrize("way", [0, 1])
def test_author_named_only_by_drafts_can_be_deleted(site, editor_client, way):
    orla = rows.author("Orla")
    rows.post(rows.blog(site), orla, live=False)

    editor_client.post(deletion_of(orla)[way])

    assert not Author.objects.exists()
