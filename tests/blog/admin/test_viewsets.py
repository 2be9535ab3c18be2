"""How posts are listed in the admin: below their blog, and all together."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from wagtail import hooks
from wagtail.models import Locale, Page

from tests import parsed_html
from tests.pages import rows
from tests.pages.admin_lists import queries
from tests.testapp.models import JournalEntry, JournalPage
from wagtail_therapy.pages.models import BlogPostPage

LIST = "/admin/therapy_posts_wagtail_therapy_pages_blogpostpage/"
MAY, JUNE = datetime(2026, 5, 31, 22, tzinfo=UTC), datetime(2026, 6, 1, 12, tzinfo=UTC)


@pytest.fixture
def blog(site):
    return rows.blog(site)


@pytest.fixture(params=["explorer", "list"])
def address(request, blog):
    return f"/admin/pages/{blog.pk}/" if request.param == "explorer" else LIST


def parsed(response):
    return parsed_html.parsed(response.content.decode())


def words(element):
    return " ".join(element.get_text(" ").split())


def titles(response):
    return [words(link) for link in parsed(response).select("tbody .title-wrapper a")]


def table(response):
    """Return the headings of our columns, and their cells."""
    columns = slice(2, 6)
    heads = [words(head) for head in parsed(response).select("thead th")][columns]
    cells = [
        [words(cell) for cell in row.find_all("td", recursive=False)][columns]
        for row in parsed(response).select("tbody tr")
    ]
    return heads, cells


def test_list_shows_who_wrote_it_about_what_and_when(editor_client, blog, address):
    authors = [rows.author("Orla"), rows.author("Mateo")]
    about = [rows.category("Sleep"), rows.category("Grief")]
    post = rows.post(blog, *authors, categories=about, first_published_at=MAY)

    response = editor_client.get(address)

    assert titles(response) == [post.title]
    heads, [cells] = table(response)
    assert heads == ["Authors", "Categories", "Published", "Emailed"]
    assert cells[:2] == ["Orla, Mateo", "Sleep, Grief"]


def test_list_shows_authors_in_the_order_that_an_editor_gave_them(editor_client, blog, address):
    post = rows.post(blog, rows.author("Orla"), rows.author("Mateo"))
    for place, row in enumerate(reversed(post.post_authors.all())):
        row.sort_order = place
        row.save()

    _heads, [cells] = table(editor_client.get(address))

    assert cells[0] == "Mateo, Orla"


def test_list_shows_rows_that_name_nothing_any_more(editor_client, blog, address):
    orla, sleep = rows.author(), rows.category()
    rows.post(blog, orla, categories=[sleep], live=False)
    sleep.delete()
    orla.delete()

    _heads, [cells] = table(editor_client.get(address))

    assert cells[:2] == ["", ""]


def test_list_takes_as_many_queries_for_three_posts_as_for_one(editor_client, blog, address):
    def write(title):
        about = [rows.category(f"About {title}")]
        rows.post(blog, rows.author(title), title=title, categories=about, tags=[title])

    write("first")
    editor_client.get(address)
    one = queries(editor_client, address)
    write("second")
    write("third")

    assert queries(editor_client, address) == one


@pytest.fixture
def library(blog):
    """Posts that differ in everything that one can look for."""
    orla, mateo = rows.author("Orla"), rows.author("Mateo")
    therapy = rows.category("Therapy")
    grief = rows.category("Grief", parent=therapy)
    rows.post(blog, orla, title="May", categories=[grief], first_published_at=MAY, tags=["calm"])
    rows.post(blog, mateo, title="June", categories=[therapy], first_published_at=JUNE)
    rows.post(blog, orla, mateo, title="Draft", live=False)
    later = rows.post(blog, mateo, title="Later", live=False)
    later.go_live_at = timezone.now() + timedelta(days=1)
    rows.publish(later)
    rows.post(blog, orla, title="Gone", live=False, expired=True)
    return {one.name: one.pk for one in (orla, mateo, therapy, grief)}


FOUND = {
    "author={Orla}": ["Draft", "Gone", "May"],
    "author={Mateo}": ["Draft", "June", "Later"],
    "category={Therapy}": ["June", "May"],
    "category={Grief}": ["May"],
    "month=2026-05-01": ["May"],
    "month=2026-06-01": ["June"],
    "status=live": ["June", "May"],
    "status=draft": ["Draft"],
    "status=scheduled": ["Later"],
    "status=expired": ["Gone"],
    "status=changed": [],
    "category={Therapy}&author={Orla}": ["May"],
    "q=may": ["May"],
    "q=may&author={Orla}": ["May"],
    "q=may&author={Mateo}": [],
    "q=may&category={Grief}": ["May"],
    "q=may&month=2026-05-01": ["May"],
    "q=may&status=live": ["May"],
    "q=draft&status=draft": ["Draft"],
    "q=later&status=scheduled": ["Later"],
    "q=gone&status=expired": ["Gone"],
    "q=may&status=changed": [],
}


def test_list_finds(editor_client, search_index, library, address):
    def found(query):
        return sorted(titles(editor_client.get(f"{address}?{query.format(**library)}")))

    assert {query: found(query) for query in FOUND} == FOUND


def test_list_finds_a_tag(editor_client, library, blog, address):
    tag = BlogPostPage.objects.get(title="May").get_tags()[0]

    assert titles(editor_client.get(f"{address}?tag={tag.pk}")) == ["May"]


UNKNOWN = ["author=x", "category=999", "tag=0", "month=2026-13-01", "month=soon", "status=x"]


def test_list_ignores_unknown_filters(editor_client, library, address):
    answers = [editor_client.get(f"{address}?{query}") for query in UNKNOWN]

    assert [answer.status_code for answer in answers] == [200] * len(UNKNOWN)


def options(response, name):
    fields = parsed(response).select(f"select[name={name}] option")
    return [words(option) for option in fields if option.get("value")]


def test_filters_offer_what_is_there(editor_client, library, address):
    rows.author("An author without posts")
    response = editor_client.get(address)

    assert [options(response, name) for name in ("author", "category", "tag", "month")] == [
        ["Mateo", "Orla"],
        ["Therapy", "— Grief"],
        ["calm"],
        ["June 2026", "May 2026"],
    ]


def test_filter_keeps_the_categories_of_languages_apart(editor_client, library, address):
    german = Locale.objects.create(language_code="de")
    rows.category("Trauer", locale=german)
    page = parsed(editor_client.get(address))

    groups = page.select("select[name=category] optgroup")
    assert [(group["label"], words(group)) for group in groups] == [
        ("English", "Therapy — Grief"),
        ("German", "Trauer"),
    ]


def test_host_has_the_same_list_of_its_own_posts(editor_client, site):
    journal = site.root_page.add_child(instance=JournalPage(title="Journal"))
    journal.add_child(instance=JournalEntry(title="On endings", live=False))

    response = editor_client.get("/admin/therapy_posts_testapp_journalentry/")

    assert (titles(response), table(response)[0][0]) == (["On endings"], "Authors")


def test_blog_in_which_other_pages_may_lie_is_listed_as_before(editor_client, site):
    journal = site.root_page.add_child(instance=JournalPage(title="Journal"))
    journal.add_child(instance=Page(title="Another page"))

    assert titles(editor_client.get(f"/admin/pages/{journal.pk}/")) == ["Another page"]


def test_lists_of_a_host_come_after_ours_and_so_replace_them():
    # The newsletter comes before the blog in INSTALLED_APPS, as the host's own app does.
    order = [hook.__name__ for hook in hooks.get_hooks("register_admin_viewset")]

    assert order.index("register_post_viewsets") < order.index("register_newsletter")


def test_menu_leads_to_the_posts(editor_client, site):
    assert LIST in editor_client.get("/admin/").content.decode()
