"""Posts, blogs and snippets that Wagtail's own simple_translation copies into another language."""

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.utils import translation
from wagtail.models import Locale

from tests.pages import rows
from wagtail_therapy.blog.counts import post_counts
from wagtail_therapy.content.models import ContentNote


@pytest.fixture(autouse=True)
def two_languages(settings):
    settings.WAGTAIL_I18N_ENABLED = True
    settings.WAGTAIL_CONTENT_LANGUAGES = settings.LANGUAGES
    settings.ROOT_URLCONF = "tests.language_urls"
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "django.middleware.locale.LocaleMiddleware"]
    cache.clear()
    # The middleware leaves on the language of the last request.
    with translation.override("en"):
        yield


@pytest.fixture
def german(site):
    return Locale.objects.create(language_code="de")


@pytest.fixture
def blog(site, german):
    rows.publish(site.root_page.copy_for_translation(german))
    return rows.blog(site)


@pytest.fixture
def translate(german, editor_client):
    """Return what presses the button "Translate" in the admin, and publishes the copy."""

    def submit(instance, address):
        path = f"/admin/translation/submit/{address}/{instance.pk}/"
        assert editor_client.post(path, {"locales": [german.pk]}).status_code == 302
        return instance.get_translation(german)

    return submit


def translate_page(translate, page):
    return rows.publish(translate(page, "page").specific)


def translate_snippet(translate, row):
    return translate(row, f"snippet/{row._meta.app_label}/{row._meta.model_name}")


def soup(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return BeautifulSoup(response.content.decode(), "html.parser")


def cards(client, address):
    return [card.h2.text.strip() for card in soup(client, address).find_all(class_="therapy-card")]


def test_post_is_copied_with_all_that_belongs_to_it(blog, translate):
    orla, grief = rows.author("Orla"), rows.category("Grief")
    note = ContentNote.objects.create(name="death", locale=blog.locale)
    read = rows.post(blog, orla, title="Read")
    translate_page(translate, blog)
    post = rows.post(
        blog,
        orla,
        categories=[grief],
        tags=["tag"],
        content_notes=[note],
        references=[("reference", {"title": "A paper", "key": "paper"})],
        related_reading=[("post", read)],
    )

    found = translate_page(translate, post)

    assert (found.get_authors(), found.get_categories(), found.get_content_notes()) == (
        [orla],
        [grief],
        [note],
    )
    assert [tag.name for tag in found.get_tags()] == ["tag"]
    assert [one["key"] for one in found.get_references()] == ["paper"]
    assert [child.value.specific for child in found.related_reading] == [read]


def test_snippets_are_copied_and_shown_in_the_place_of_the_original(blog, german, translate):
    deutsch = translate_page(translate, blog)
    orla, grief = rows.author("Orla"), rows.category("Grief")
    note = ContentNote.objects.create(name="death", locale=blog.locale)
    named = [translate_snippet(translate, one) for one in (orla, grief, note)]
    rows.publish(named[0])

    found = rows.post(deutsch, orla, categories=[grief], content_notes=[note])

    assert [one.locale_id for one in named] == [german.pk] * 3
    assert [*found.get_authors(), *found.get_categories(), *found.get_content_notes()] == named


def test_archives_of_a_translated_blog_find_posts_that_name_originals(
    blog, german, translate, client
):
    deutsch = translate_page(translate, blog)
    orla, grief = rows.author("Orla"), rows.category("Grief")
    rows.post(blog, orla, title="English", categories=[grief])
    rows.post(deutsch, orla, title="Deutsch", categories=[grief])
    assert cards(client, deutsch.url + "category/grief/") == ["Deutsch"]
    assert cards(client, deutsch.url + "author/orla/") == ["Deutsch"]

    for original, name in ((orla, "Orla"), (grief, "Trauer")):
        copy = translate_snippet(translate, original)
        copy.name, copy.slug = name, ""
        rows.publish(copy) if original is orla else copy.save()

    assert cards(client, deutsch.url + "category/trauer/") == ["Deutsch"]
    assert cards(client, deutsch.url + "author/orla/") == ["Deutsch"]
    moved = client.get(deutsch.url + "category/grief/")
    assert (moved.status_code, moved["Location"]) == (301, deutsch.url + "category/trauer/")
    assert cards(client, blog.url + "category/grief/") == ["English"]
    assert [(one.name, one.number) for one in post_counts.by_category(deutsch)] == [("Trauer", 1)]


@pytest.mark.usefixtures("search_index")
def test_lists_feeds_and_search_of_a_blog_are_in_one_language(blog, translate, client):
    deutsch = translate_page(translate, blog)
    orla = rows.author("Orla")
    rows.post(blog, orla, title="English", tags=["tag"])
    rows.post(deutsch, orla, title="Deutsch", tags=["tag"])

    for path in ("", "tag/tag/", "author/orla/"):
        assert cards(client, deutsch.url + path) == ["Deutsch"]
    for path in ("feed/", "tag/tag/feed/", "author/orla/feed/"):
        text = client.get(deutsch.url + path).content.decode()
        assert ("Deutsch" in text, "English" in text) == (True, False)
    assert cards(client, deutsch.url + "search/?q=english") == []


def test_every_link_of_a_translated_post_leads_somewhere(blog, translate, client):
    deutsch = translate_page(translate, blog)
    category = rows.category("Grief")
    post = rows.post(deutsch, rows.author("Orla"), categories=[category], tags=["tag"])

    article = soup(client, post.url).find(class_=["therapy-categories"])

    links = [link["href"] for link in article.find_all("a")]
    assert links == [f"{deutsch.url}category/grief/"]
    assert client.get(links[0]).status_code == 200
