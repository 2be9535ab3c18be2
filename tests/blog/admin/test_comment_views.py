import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import GroupPagePermission, ModelLogEntry, PageLogEntry

from tests.blog.archived_comments.comments import comment, stored, texts
from tests.pages import rows
from wagtail_therapy.blog.archived_comments.erasing import ACTION, erase
from wagtail_therapy.blog.models import ArchivedComment

LIST = "/admin/therapy/comments/"
FIND = f"{LIST}find/"


@pytest.fixture
def blog(site):
    return rows.blog(site)


@pytest.fixture
def post(blog):
    return rows.post(blog, rows.author(), title="Your first session")


@pytest.fixture
def found(post):
    return stored(
        post,
        comment(1, "First words", name="Mary"),
        comment(2, "Second words", name="J. S.", answers=1),
    )


@pytest.fixture
def sectional(site, post):
    """A client that may edit one section, and a post in another with a comment."""
    other = rows.post(rows.blog(site, "Elsewhere"), rows.author("Mateo"), title="Elsewhere")
    stored(other, comment(9, "Words elsewhere"))
    group = Group.objects.create(name="Editors of one blog")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    change = Permission.objects.get(codename="change_page")
    GroupPagePermission.objects.create(group=group, page=post.get_parent(), permission=change)
    user = get_user_model().objects.create_user("user@host.example", "known to everybody")
    user.groups.add(group)
    client = Client()
    client.force_login(user)
    return client, other


def erase_url(one):
    return reverse("wagtail_therapy_erase_comment", args=[one.pk])


def page_url(page):
    return reverse("wagtail_therapy_page_comments", args=[page.pk])


def listed(response):
    """Return the names and texts in the list."""
    body = BeautifulSoup(response.content, "html.parser").select("table.listing tbody tr")
    return [" ".join(cell.get_text(" ", strip=True) for cell in row("td")[:2]) for row in body]


def test_list_has_the_latest_first_and_a_posts_list_their_order(editor_client, post, found):
    both = ["Mary First words", "J. S. Second words"]

    assert listed(editor_client.get(LIST)) == both[::-1]
    assert listed(editor_client.get(page_url(post))) == both


def test_list_has_only_what_the_user_may_edit(sectional, post, found):
    client, other = sectional

    assert listed(client.get(LIST)) == ["J. S. Second words", "Mary First words"]
    assert listed(client.post(FIND, {"name": "words"})) == listed(client.get(LIST))
    assert [client.get(page_url(one)).status_code for one in (post, other)] == [200, 302]


def test_pages_of_the_list_go_on(editor_client, post):
    stored(post, *(comment(number, f"Words {number}.") for number in range(60)))

    assert [len(listed(editor_client.get(LIST + query))) for query in ("", "?p=2")] == [50, 10]
    assert len(listed(editor_client.get(f"{page_url(post)}?p=2"))) == 10


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("Mary", ["Mary"]),
        ("Mary Smith", ["Mary"]),
        ("john smith", ["J. S."]),
        ("SECOND", ["J. S."]),
        ("words", ["J. S.", "Mary"]),
        ("Zoe", []),
    ],
)
def test_person_is_found_by_a_name_or_a_word(editor_client, found, typed, names):
    response = editor_client.post(FIND, {"name": typed})

    assert [row.partition(" First")[0].partition(" Second")[0] for row in listed(response)] == names


def test_name_that_is_looked_for_is_in_no_address(editor_client, found):
    form = BeautifulSoup(editor_client.get(LIST).content, "html.parser").select_one(".therapy-find")
    by_get = editor_client.get(FIND, {"name": "Mary"})

    assert (form["method"], form["action"]) == ("post", FIND)
    assert (by_get.status_code, by_get["Location"]) == (302, LIST)


def test_empty_name_finds_nothing_and_says_so(editor_client, found):
    response = editor_client.post(FIND, {"name": " "})

    assert (listed(response), "Enter a name or a word." in response.text) == ([], True)


def test_erasing_asks_first(editor_client, post, found):
    response = editor_client.get(erase_url(found[0]))

    assert ("First words" in response.text, len(texts(post))) == (True, 2)


def test_erased_comment_is_gone_and_the_history_says_so_without_its_text(
    editor, editor_client, post, found
):
    response = editor_client.post(erase_url(found[0]), follow=True)

    assert (listed(response), texts(post)) == (["J. S. Second words"], ["Second words"])
    [entry] = PageLogEntry.objects.filter(action=ACTION)
    assert (entry.page_id, entry.user, entry.data, entry.label) == (
        post.pk,
        editor,
        {},
        "Your first session",
    )
    assert entry.message == "A comment from the old site was erased"
    assert ModelLogEntry.objects.filter(action=ACTION).count() == 0
    assert editor_client.post(erase_url(found[0])).status_code == 404


def test_comment_of_another_section_cannot_be_erased(sectional, post, found):
    client, other = sectional
    [foreign] = stored(other)

    answers = [client.post(erase_url(one)).status_code for one in (foreign, found[0])]

    assert (answers, texts(other), texts(post)) == (
        [302, 302],
        ["Words elsewhere"],
        ["Second words"],
    )


def test_erasing_needs_a_token(editor, post, found):
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)

    assert (client.post(erase_url(found[0])).status_code, len(texts(post))) == (403, 2)


def test_form_of_a_post_leads_to_its_comments_if_there_are_any(editor_client, blog, post, found):
    other = rows.post(blog, rows.author("Mateo"), title="Another")
    forms = [
        editor_client.get(reverse("wagtailadmin_pages:edit", args=[one.pk])).text
        for one in (post, other)
    ]

    sentence = "2 comments from your old site are kept with this post."
    assert [(sentence in html, page_url(post) in html) for html in forms] == [
        (True, True),
        (False, False),
    ]


def test_menu_has_the_list_while_there_are_comments(editor_client, post):
    menus = []
    for change in (
        lambda: None,
        lambda: stored(post, comment(1)),
        lambda: erase(ArchivedComment.objects.get()),
    ):
        change()
        menus.append(LIST in editor_client.get("/admin/").text)

    assert menus == [False, True, False]


def test_texts_in_the_admin_are_escaped(editor_client, post):
    [one] = stored(post, comment(1, "&lt;script&gt;alert(1)&lt;/script&gt;"))

    for url in (LIST, erase_url(one)):
        assert "&lt;script&gt;alert(1)" in editor_client.get(url).text


def test_list_takes_the_same_queries_for_more(editor_client, blog, post):
    stored(post, comment(1))
    few = cost(editor_client)
    for number in range(2, 5):
        other = rows.post(blog, rows.author(f"Author {number}"), title=f"Post {number}")
        stored(other, comment(number))

    assert cost(editor_client) == few


def cost(client):
    # The first fills what is kept for the menu.
    client.get(LIST)
    with CaptureQueriesContext(connection) as queries:
        client.get(LIST)
    return len(queries)
