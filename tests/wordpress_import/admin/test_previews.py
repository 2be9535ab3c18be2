"""Posts as they will look, before anything is imported."""

from wagtail.models import Page

from tests.newsletter import editors
from tests.testapp.models import PeoplePage
from tests.wordpress_import.admin.import_pages import (
    OPTIONS,
    brought,
    checked,
    imported,
    send,
    shown,
    text_of,
    uploaded,
)
from tests.wordpress_import.wxr.exports import export, item
from wagtail_therapy.authors.models import Author
from wagtail_therapy.pages.models import BlogIndexPage


def test_preview_shows_a_post_as_it_will_look_and_stores_nothing(client):
    checked(client)
    before = Page.objects.count()
    frame = client.get(f"/admin/therapy/wordpress/{brought().pk}/posts/0/page/")
    page = editors.parsed(frame)
    assert "How a first session goes." in page.select_one("article").get_text()
    assert "Ada Bell" in page.get_text()
    assert (Page.objects.count(), Author.objects.count()) == (before, 0)
    assert frame["Content-Security-Policy"] == "sandbox; script-src 'none'"
    assert frame["X-Frame-Options"] == "SAMEORIGIN"


def test_preview_shows_a_post_of_our_own_type(site, editor_client):
    blog = site.root_page.add_child(instance=BlogIndexPage(title="Blog", slug="blog"))
    content = "<p>Words.</p>[contact-form-7 id=4]<h2>Get up once</h2><p>More words.</p>"
    uploaded(editor_client, export(item(content)))
    assert brought().parent_id == blog.pk
    send(editor_client, "options", **OPTIONS)
    send(editor_client, "work")
    frame = editor_client.get(f"/admin/therapy/wordpress/{brought().pk}/posts/0/page/")
    assert "Get up once" in editors.parsed(frame).select_one("article").get_text()


def test_preview_shows_an_author_who_is_to_be_made_beside_a_team(client, site):
    site.root_page.add_child(instance=PeoplePage(title="Team", slug="team"))
    checked(client)
    frame = client.get(f"/admin/therapy/wordpress/{brought().pk}/posts/0/page/")
    assert "Ada Bell" in frame.content.decode()


def test_preview_has_words_where_a_picture_will_be(client):
    picture = '<img src="https://old.example/wp-content/uploads/2020/11/river.jpg" alt="A river">'
    checked(client, export(item(f"<p>Words.</p><figure>{picture}</figure>")))
    frame = client.get(f"/admin/therapy/wordpress/{brought().pk}/posts/0/page/")
    assert "[Picture: A river]" in editors.parsed(frame).select_one("article").get_text()


def test_preview_of_a_post_that_was_imported_before_is_shown(client):
    imported(client)
    checked(client)
    frame = client.get(f"/admin/therapy/wordpress/{brought().pk}/posts/0/page/")
    assert "How a first session goes." in frame.content.decode()


def test_preview_says_which_posts_will_not_be_public(client):
    checked(client)
    marked = [text_of(shown(client, f"posts/{number}/")) for number in (0, 1)]
    assert ["Won’t be public" in text for text in marked] == [False, True]
    assert client.get(f"/admin/therapy/wordpress/{brought().pk}/posts/2/").status_code == 404
