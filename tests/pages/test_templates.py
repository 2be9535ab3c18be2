"""The pages as a visitor gets them."""

from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup
from wagtail.models import Locale

from tests.content.rendering import squeezed
from tests.pages import rows
from tests.testapp.models import (
    JournalEntry,
    JournalEntryAuthor,
    JournalPage,
    MethodAuthor,
    MethodPage,
)
from wagtail_therapy.pages.models import BlogPostCategory, BlogPostPage
from wagtail_therapy.practice.models import PracticeSettings

DATE = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)


def soup(client, page, status=200, query=""):
    response = client.get(page.url + query)
    assert response.status_code == status
    return BeautifulSoup(response.content.decode(), "html.parser")


def therapy(client, page, query=""):
    """Return the content of the host's page, without the subscribe form."""
    ours = soup(client, page, query=query).find(class_="therapy")
    for form in ours.find_all(class_="therapy-subscribe"):
        form.replace_with("FORM")
    for share in ours.find_all(class_="therapy-share"):
        share.find_next("script").extract()
        share.replace_with("SHARE")
    return squeezed(ours)


@pytest.fixture
def blog(site):
    return rows.blog(site, "Notes", intro="<p>Now and then.</p>")


def dated(page):
    type(page).objects.filter(pk=page.pk).update(first_published_at=DATE)
    return page


def test_post_shows_title_byline_date_categories_body_and_bio(blog, client):
    author = rows.author("Orla", post_nominals="PsyD", short_bio="Hello.")
    post = rows.post(blog, author, title="Why?", body=[("heading", {"text": "Because"})])
    post.post_categories = [BlogPostCategory(category=rows.category("Starting"))]
    post.tags.add("first session")
    dated(rows.publish(post))

    assert therapy(client, post) == (
        '<div class="therapy"><div><div><article class="therapy-post" lang="en">'
        '<header class="therapy-header therapy-main-header">'
        '<p class="therapy-back-link"><a href="/notes/">Notes</a>·'
        '<a href="#therapy-subscribe-1-email">By email</a></p>'
        '<h1 class="therapy-title">Why?</h1>'
        '<div class="therapy-byline"><div><p>By'
        '<span class="therapy-byline-names">Orla, PsyD</span></p></div></div>'
        '<p class="therapy-meta"><time datetime="2026-11-20">Nov. 20, 2026</time>'
        "<span>1 min read</span></p>"
        '</header><div class="therapy-body"><div class="w-block-heading block-heading">'
        '<h2 class="therapy-heading" id="h-because">Because</h2></div></div>'
        'FORM<div class="therapy-post-authors"><section class="therapy-author">'
        '<h2 class="therapy-author-heading">About the author</h2><div class="therapy-author-text">'
        '<p class="therapy-author-name">Orla, PsyD</p><div class="therapy-author-bio"><p>Hello.</p>'
        "</div></div></section></div>"
        '<ul aria-label="Categories" class="therapy-categories"><li>'
        '<a href="/notes/category/starting/">Starting</a></li></ul>'
        '<ul aria-label="Tags" class="therapy-tags"><li>'
        '<a href="/notes/tag/first-session/" rel="tag">first session</a></li></ul>'
        "</article>SHARE</div></div></div>"
    )


def test_post_presents_several_authors_under_one_heading(blog, client):
    post = rows.post(blog, rows.author("Orla"), rows.author("Mateo"))

    html = soup(client, post)

    assert [heading.text for heading in html.find_all(["h1", "h2"])] == [
        "A post",
        "New posts by email",
        "About the authors",
    ]
    assert [name.text for name in html.find_all(class_="therapy-author-name")] == ["Orla", "Mateo"]


def test_post_is_described_by_its_excerpt_where_the_host_says_nothing(blog, client):
    post = rows.post(blog, rows.author(), excerpt="In short.")

    assert str(soup(client, post).find("meta", attrs={"name": "description"})) == (
        '<meta content="In short." name="description"/>'
    )


def test_post_with_a_subscribe_form_in_its_body_has_no_other(blog, client):
    body = [("subscribe_form", {"heading": "Stay in touch", "text": ""})]
    post = rows.post(blog, rows.author(), body=body)

    forms = soup(client, post).find_all(class_="therapy-subscribe")

    assert [form.h2.text for form in forms] == ["Stay in touch"]


def test_post_with_nothing_in_it_is_shown(blog, client):
    post = rows.post(blog, rows.author("Orla", live=False), title="Empty")
    BlogPostPage.objects.filter(pk=post.pk).update(first_published_at=None)

    assert therapy(client, post) == (
        '<div class="therapy"><div><div><article class="therapy-post" lang="en">'
        '<header class="therapy-header therapy-main-header">'
        '<p class="therapy-back-link"><a href="/notes/">Notes</a>·'
        '<a href="#therapy-subscribe-1-email">By email</a></p>'
        '<h1 class="therapy-title">Empty</h1>'
        '<div class="therapy-byline"><div><p>By<span class="therapy-byline-names">Orla</span></p>'
        '</div></div></header><div class="therapy-body"></div>'
        "FORM</article>SHARE</div></div></div>"
    )


def test_index_lists_posts_as_cards(blog, client):
    dated(
        rows.post(blog, rows.author("Orla", post_nominals="MA"), title="A & B", excerpt="<Short>")
    )

    assert therapy(client, blog) == (
        '<div class="therapy"><div class="therapy-index" lang="en"><div class="therapy-posts">'
        '<header class="therapy-header"><h1 class="therapy-title">Notes</h1>'
        '<div class="therapy-intro"><p>Now and then.</p></div></header>'
        '<p class="therapy-by-email"><a href="#therapy-subscribe-1-email">Get new posts by email'
        '</a>·<a href="/notes/search/">Search this site</a></p>'
        '<article class="therapy-card"><h2 class="therapy-card-title">'
        '<a href="/notes/a-b/">A &amp; B</a></h2>'
        '<p class="therapy-meta"><time datetime="2026-11-20">Nov. 20, 2026</time>'
        '<span>Orla, MA</span></p><p class="therapy-excerpt">&lt;Short&gt;</p></article>'
        "</div></div>FORM</div>"
    )


def test_index_without_posts_says_so(blog, client):
    assert soup(client, blog).find(class_="therapy-empty").text.strip() == "There are no posts yet."


def test_index_is_divided_into_pages_of_ten(blog, client):
    author = rows.author()
    for number in range(11):
        rows.post(blog, author, title=f"Post {number}")

    def titles(query):
        html = soup(client, blog, query=query)
        return html.title.text, [card.text for card in html.find_all("h2")][:-1]

    newest_first = [f"Post {number}" for number in range(10, -1, -1)]
    assert titles("") == ("Notes – Foreign host", newest_first[:10])
    assert titles("?page=2") == ("Notes – page 2 – Foreign host", newest_first[10:])


@pytest.mark.parametrize("query", ["?page=2", "?page=0", "?page=-1", "?page=abc"])
def test_index_has_no_other_pages(blog, client, query):
    soup(client, blog, status=404, query=query)


def test_approach_shows_definition_body_and_notices(site, client):
    PracticeSettings.objects.create(site=site, disclaimer="No advice.")
    approach = rows.approach(
        rows.approaches(site), "ACT", short_definition="Short.", body=[("heading", {"text": "How"})]
    )

    html = soup(client, approach)
    assert squeezed(html.find(class_="therapy-body")) == (
        '<div class="therapy-body"><div class="w-block-heading block-heading">'
        '<h2 class="therapy-heading" id="h-how">How</h2></div></div>'
    )
    names = ["therapy-title", "therapy-intro", "therapy-byline-names"]
    shown = [html.find(class_=name).text.strip() for name in names]
    assert shown == ["ACT", "Short.", "Tove Alder"]
    assert html.select_one(".therapy-disclaimer p").text == "No advice."


def test_approach_index_lists_approaches_as_cards(site, client):
    index = rows.approaches(site)
    rows.approach(index, "ACT", short_definition="Short.")

    (card,) = soup(client, index).find_all(class_="therapy-card")
    found = card.a["href"], card.a.text, card.find(class_="therapy-excerpt").text
    assert found == ("/approaches/act/", "ACT", "Short.")


def test_approach_index_without_approaches_says_so(site, client):
    html = soup(client, rows.approaches(site))

    assert html.find(class_="therapy-empty").text.strip() == "There are no approaches yet."


def test_translated_post_says_its_language_and_names_translations(blog, settings):
    settings.WAGTAIL_I18N_ENABLED = True
    german = Locale.objects.create(language_code="de")
    author, category = rows.author("Orla"), rows.category("Grief")
    post = rows.post(blog, author)
    post.post_categories = [BlogPostCategory(category=category)]
    rows.publish(post)
    for original, name in ((author, "Orla auf Deutsch"), (category, "Trauer")):
        copy = original.copy_for_translation(german)
        copy.name = name
        copy.save()
    copy = post.copy_for_translation(german, copy_parents=True)
    rows.publish(copy)

    article = BeautifulSoup(copy.make_preview_request().content.decode(), "html.parser").article

    assert (
        article["lang"],
        article.find(class_="therapy-byline").text.split(),
        article.find(class_="therapy-categories").text.strip(),
    ) == (
        "de",
        ["By", "Orla", "auf", "Deutsch"],
        "Trauer",
    )


def test_hosts_own_types_use_our_templates_without_the_newsletter(site, client):
    index = site.root_page.add_child(instance=JournalPage(title="Journal"))
    entry = JournalEntry(title="Rain", weather="wet")
    entry.post_authors = [JournalEntryAuthor(author=rows.author("Orla"))]
    index.add_child(instance=entry)

    assert soup(client, index).find(class_="therapy-card").a["href"] == entry.url
    assert soup(client, entry).find(class_="therapy-byline-names").text.strip() == "Orla"
    assert soup(client, entry).find(class_="therapy-subscribe") is None


def test_hosts_own_template_wraps_ours(site, client):
    method = MethodPage(title="Breathing", short_definition="In and out.")
    method.approach_authors = [MethodAuthor(author=rows.writer())]
    site.root_page.add_child(instance=method)

    html = soup(client, method)

    assert html.find(class_="host-says").text == "A method of this house"
    assert html.h1.text == "Breathing"
