import pytest
from bs4 import BeautifulSoup
from django.template import Context, Template
from django.test import RequestFactory
from wagtail.models import Locale, PageViewRestriction

from tests.blog.archived_comments.comments import comment, stored
from tests.pages import rows
from tests.testapp.models import JournalEntry, JournalEntryAuthor
from wagtail_therapy.blog.archived_comments import display, erase, store
from wagtail_therapy.blog.models import ArchivedComment
from wagtail_therapy.practice.models import PracticeSettings

MARY = "Thank you, I needed this."
ORLA = "You are welcome."


@pytest.fixture
def blog(site):
    return rows.blog(site)


@pytest.fixture
def orla(site):
    return rows.author("Orla Penhallow")


@pytest.fixture
def post(blog, orla):
    return rows.post(blog, orla)


@pytest.fixture
def both(post):
    return stored(
        post,
        comment(1, MARY),
        comment(2, ORLA, name="Orla Penhallow", answers=1, is_by_author=True),
    )


def soup(client, page):
    return BeautifulSoup(client.get(page.url).content, "html.parser")


def archive(client, page):
    return soup(client, page).select_one(".therapy-comments")


def card(client, blog):
    metas = soup(client, blog).select(".therapy-card .therapy-meta")
    return [meta.get_text(" ", strip=True) for meta in metas]


def test_comments_are_folded_below_the_post(client, post, both):
    found = archive(client, post)

    assert found.find("details").has_attr("open") is False
    assert found.find("summary").text == "2 comments from our old site"
    assert found.find_parent("article")["class"] == ["therapy-post"]
    heads = [" ".join(head.text.split()) for head in found.select("li > div > .therapy-meta")]
    assert heads == ["Mary March 2, 2021", "Orla Penhallow Author of the post March 2, 2021"]
    assert found.select_one("li li .therapy-prose").text == ORLA


def test_one_comment_is_one(client, post):
    stored(post, comment(1))

    assert archive(client, post).find("summary").text == "1 comment from our old site"


def test_archive_has_no_form_no_link_and_no_script(client, post):
    stored(post, comment(1, '<a href="https://a.example">a</a><script>x()</script><img src="b">'))

    found = archive(client, post)
    assert found.select("a, form, input, button, script, img, [rel], [style]") == []
    assert found.select_one(".therapy-prose").text == "a (https://a.example)"


def test_text_stays_text(client, post):
    stored(post, comment(1, "&lt;script&gt;alert(1)&lt;/script&gt;", name="&lt;b&gt;Mary"))

    html = str(archive(client, post))
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_search_engines_get_no_snippet_and_no_structured_data(client, post, both):
    page = soup(client, post)

    assert page.select_one(".therapy-comments").has_attr("data-nosnippet")
    data = [script.text for script in page.select('script[type="application/ld+json"]')]
    assert [(word in text) for text in data for word in (MARY, "omment")] == [False] * 2 * len(data)
    assert len(data) == 1


def test_comments_are_in_no_feed_email_and_search(client, blog, post, both, search_index):
    post.save()
    places = [f"{blog.url}feed/", f"{blog.url}feed/json/", f"{blog.url}search/?q=needed"]

    shown = "".join(client.get(place).text for place in places) + str(post.get_mail_content())
    assert MARY not in shown


def test_comments_are_not_in_the_api():
    names = [field.name for field in JournalEntry.api_fields]
    assert [name for name in names if "comment" in name] == []


def test_post_without_comments_says_nothing_of_them(client, blog, post):
    assert archive(client, post) is None
    assert "omment" not in "".join(card(client, blog))


def test_card_says_how_many(client, blog, orla, post, both):
    rows.post(blog, orla, title="Another")

    assert [text.rpartition("Penhallow")[2].strip() for text in card(client, blog)] == [
        "",
        "2 comments",
    ]


def test_cards_are_counted_at_once(blog, orla, django_assert_num_queries):
    posts = [rows.post(blog, orla, title=f"Post {number}") for number in range(3)]
    store(posts[0], [comment(1), comment(2)])

    with django_assert_num_queries(1):
        display.set_counts(posts, None)

    assert [post.archived_comment_count for post in posts] == [2, 0, 0]


def test_practice_can_hide_them(client, site, blog, post, both):
    practice = PracticeSettings.objects.create(site=site)
    before = (archive(client, post) is None, "2 comments" in card(client, blog)[0])
    practice.shows_archived_comments = False
    practice.save()

    after = (archive(client, post) is None, "2 comments" in card(client, blog)[0])
    assert (before, after) == ((False, True), (True, False))


def test_page_and_card_follow_what_is_stored_and_erased(client, blog, post):
    shown = []
    for change in (
        lambda: None,
        lambda: store(post, [comment(1, MARY), comment(2, ORLA)]),
        lambda: erase(ArchivedComment.objects.get(text=MARY)),
        lambda: erase(ArchivedComment.objects.get(text=ORLA)),
    ):
        change()
        html = client.get(post.url).text
        shown.append(([MARY in html, ORLA in html], card(client, blog)[0].count("comment")))

    assert shown == [
        ([False, False], 0),
        ([True, True], 1),
        ([False, True], 1),
        ([False, False], 0),
    ]


def test_page_takes_no_query_for_comments_that_are_kept(client, post, both):
    client.get(post.url)
    ArchivedComment.objects.all().delete()

    assert MARY in client.get(post.url).text


def test_preview_shows_them(editor_client, post, both):
    request = RequestFactory().get("/")

    assert MARY in post.make_preview_request(request, "").rendered_content


def test_first_thousand_are_shown(client, post, monkeypatch):
    monkeypatch.setattr(display, "MAX_SHOWN", 2)
    stored(post, *(comment(number) for number in range(3)))

    found = archive(client, post)
    assert (len(found.select("li")), found.find("summary").text) == (
        2,
        "3 comments from our old site",
    )
    assert found.select_one(".therapy-hint").text.endswith("These are the first 2.")


def test_host_with_its_own_post_shows_them(client, site, orla):
    entry = JournalEntry(title="Theirs")
    entry.post_authors = [JournalEntryAuthor(author=orla)]
    site.root_page.add_child(instance=entry)
    stored(entry, comment(1, MARY))

    assert MARY in client.get(entry.url).text


def test_private_post_keeps_its_comments_to_itself(client, blog, post, both):
    PageViewRestriction.objects.create(page=post, restriction_type="login")

    shown = client.get(post.url, follow=True).content.decode() + client.get(blog.url).text
    assert (MARY in shown, "2 comments" in shown) == (False, False)


def test_deleted_page_takes_its_comments_with_it(post, both):
    post.delete()

    assert ArchivedComment.objects.count() == 0


def test_copies_aliases_and_translations_have_none(post, both):
    german = Locale.objects.create(language_code="de")
    post.copy(update_attrs={"slug": "copy", "title": "Copy"})
    alias = post.create_alias(update_slug="alias")
    translation = post.copy_for_translation(german, copy_parents=True)

    assert ArchivedComment.objects.exclude(page=post.pk).count() == 0
    assert {alias.pk, translation.pk}.isdisjoint({post.pk})


def test_host_puts_a_form_after_them(client, post, both, settings, tmp_path):
    folder = tmp_path / "wagtail_therapy" / "pages"
    folder.mkdir(parents=True)
    (folder / "blog_post_page.html").write_text(
        '{% extends "wagtail_therapy/pages/blog_post_page.html" %}'
        "{% block therapy_after_comments %}<form id=ours></form>{% endblock %}"
    )
    [engine, *others] = settings.TEMPLATES
    settings.TEMPLATES = [engine | {"DIRS": [tmp_path, *engine.get("DIRS", [])]}, *others]

    page = soup(client, post)
    assert page.select_one(".therapy-comments + form")["id"] == "ours"


def test_tag_without_a_request_shows_them(post, both):
    template = Template("{% load wagtail_therapy_blog %}{% archived_comments post %}")

    assert MARY in template.render(Context({"post": post}))
