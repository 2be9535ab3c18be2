"""What a list of posts shows about their emails."""

import pytest
from wagtail import hooks

from tests.newsletter import rows
from tests.newsletter.editors import member
from tests.parsed_html import parsed
from tests.testapp.models import HomePage
from wagtail_therapy.newsletter.models import Mailing, PostMailIntent

LIST = "/admin/therapy_posts_testapp_journalentry/"
YES = PostMailIntent.Choice.SEND


def column(client, query=""):
    """Return what the column says of each post, and where it leads."""
    page = parsed(client.get(LIST + query).content.decode())
    heads = [head.get_text(" ").strip() for head in page.select("thead th")]
    found = {}
    for row in page.select("tbody tr"):
        cell = row.find_all("td", recursive=False)[heads.index("Emailed")]
        link = cell.find("a")
        title = row.select_one(".title-wrapper a").get_text().strip()
        found[title] = (" ".join(cell.text.split()), link and link["href"])
    return found


@pytest.fixture
def post(make_post):
    return make_post(choice=None)


@pytest.fixture
def mailed(post, practice):
    """A post whose mail is held."""
    rows.answer(post, YES)
    rows.publish(post)
    return Mailing.objects.get()


def test_page_list_shows_a_waiting_mailing(editor_client, mailed):
    link = mailed.get_absolute_url()

    assert column(editor_client) == {mailed.page.title: ("Waiting, can be cancelled", link)}


def test_page_list_is_empty_for_a_draft_without_an_answer(editor_client, post):
    assert column(editor_client) == {post.title: ("", None)}


@pytest.mark.parametrize("choice", [None, PostMailIntent.Choice.DONT])
def test_page_list_shows_that_a_live_post_was_not_emailed(editor_client, post, choice):
    if choice:
        rows.answer(post, choice)
    rows.publish(post)

    assert column(editor_client) == {post.title: ("Not emailed", None)}


def test_page_list_shows_that_a_draft_will_be_emailed_or_was_requested(
    editor_client, post, make_post, ada
):
    rows.answer(post, YES)
    rows.answer(make_post("On rest", choice=None), YES, ada.user)

    assert column(editor_client) == {
        post.title: ("Will be emailed when it goes live", None),
        "On rest": ("Asked to be emailed", None),
    }


def test_mailing_is_not_linked_without_permission_to_view_mailings(site, mailed):
    client = member(site, "change_page")

    assert column(client) == {mailed.page.title: ("Waiting, can be cancelled", None)}


@pytest.mark.parametrize(
    ("state", "answer"),
    [
        (Mailing.State.HELD, "under_way"),
        (Mailing.State.PAUSED, "under_way"),
        (Mailing.State.FINISHED, "yes"),
        (Mailing.State.FINISHED_WITH_UNKNOWN, "yes"),
        (Mailing.State.CANCELLED, "no"),
        (Mailing.State.EXPIRED, "no"),
    ],
)
def test_list_finds_what_was_mailed(editor_client, mailed, state, answer):
    Mailing.objects.update(state=state)

    found = [one for one in ("yes", "under_way", "no") if column(editor_client, f"?mailed={one}")]

    assert found == [answer]


def test_list_finds_posts_that_have_no_mail(editor_client, post):
    assert list(column(editor_client, "?mailed=no")) == [post.title]


def test_only_page_types_that_are_mailed_have_the_column():
    added = [
        hook(HomePage)
        for name in ("register_therapy_post_columns", "register_therapy_post_filters")
        for hook in hooks.get_hooks(name)
    ]

    assert added == [[], {}]
