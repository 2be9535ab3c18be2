import logging
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.blog.archived_comments.comments import FIRST, comment, key, stored, texts
from tests.pages import rows
from wagtail_therapy.blog.archived_comments import OldComment, Stored, erase, store, store_all
from wagtail_therapy.blog.models import ArchivedComment, ErasedComment
from wagtail_therapy.wordpress_import.wxr.reading import read

BAD = Path(__file__).parents[4] / "shared" / "data" / "wxr" / "bad"


@pytest.fixture
def post(site):
    return rows.post(rows.blog(site), rows.author())


def test_comment_is_stored_as_text(post):
    [found] = stored(post, comment(1, "<p>Fish &amp; <b>chips</b></p>", is_by_author=True))

    assert {name: getattr(found, name) for name in ("name", "text", "is_by_author")} == {
        "name": "Mary",
        "text": "Fish & chips",
        "is_by_author": True,
    }
    assert (found.key, found.parent_key, found.page_id) == (key(1), "", post.pk)
    assert found.written_at == FIRST + timedelta(minutes=1)


def test_nothing_but_what_is_shown_has_a_column():
    assert {field.name for field in ArchivedComment._meta.concrete_fields} == {
        *("id", "page", "key", "parent_key"),
        *("name", "text", "written_at", "is_by_author"),
    }
    names = {field.name for field in ErasedComment._meta.concrete_fields}
    assert names == {"id", "key", "erased_at"}


def test_address_in_place_of_a_name_is_not_stored(post):
    [found] = stored(post, comment(1, name="mary@mail.example"))

    assert (found.name, found.shown_name) == ("", "A reader")


def test_second_run_stores_nothing_twice(post):
    both = [comment(1), comment(2, answers=1)]

    assert store(post, both) == Stored(added=2)
    assert store(post, both) == Stored(unchanged=2)
    assert len(texts(post)) == 2


def test_second_run_changes_what_is_different(post):
    [before] = stored(post, comment(1, name="Mary Smith"))

    assert store(post, [comment(1, name="M. S."), comment(2)]) == Stored(added=1, changed=1)
    after = ArchivedComment.objects.get(key=key(1))
    assert (after.pk, after.name) == (before.pk, "M. S.")


def test_comments_of_several_posts_are_stored_together(site, django_assert_max_num_queries):
    blog = rows.blog(site)
    posts = [rows.post(blog, rows.author(), slug=f"post-{number}") for number in range(9)]
    given = [(post, [comment(number, f"On {number}")]) for number, post in enumerate(posts)]

    with django_assert_max_num_queries(6):
        assert store_all(given) == Stored(added=9)

    assert [texts(post) for post in posts] == [[f"On {number}"] for number in range(9)]
    assert store_all(given) == Stored(unchanged=9)


def test_comment_that_is_not_given_any_more_stays(post):
    stored(post, comment(1, "First"), comment(2, "Second"))

    assert store(post, [comment(2, "Second")]) == Stored(unchanged=1)
    assert texts(post) == ["First", "Second"]


def test_erased_comment_does_not_come_back(post):
    first, _second = stored(post, comment(1, "First"), comment(2, "Second", answers=1))
    erase(first)

    result = store(post, [comment(1, "First"), comment(2, "Second", answers=1)])

    assert (result, texts(post)) == (Stored(unchanged=1, erased=1), ["Second"])


def test_erased_comment_does_not_come_back_with_another_page(site, post):
    [first] = stored(post, comment(1))
    erase(first)
    post.delete()
    again = rows.post(rows.blog(site, "Again"), rows.author("Mateo"))

    assert stored(again, comment(1)) == []


def test_comment_without_text_is_not_stored(post):
    assert stored(post, comment(1, "<p> </p>")) == []


def test_key_that_comes_twice_is_stored_once(post):
    assert [one.text for one in stored(post, comment(1, "Before"), comment(1, "After"))] == [
        "After"
    ]


def test_comments_belong_to_one_page(post):
    other = rows.post(post.get_parent().specific, rows.author("Mateo"), title="Another")
    stored(post, comment(1, "Here"))
    stored(other, comment(1, "There"))

    assert [texts(one) for one in (post, other)] == [["Here"], ["There"]]


@pytest.mark.parametrize(
    ("given", "written_at"),
    [
        (None, None),
        (datetime(1, 1, 1, tzinfo=UTC), None),
        (FIRST.replace(tzinfo=None), FIRST),
        (FIRST, FIRST),
    ],
)
def test_moment_that_cannot_be_right_is_left_out(post, settings, given, written_at):
    settings.TIME_ZONE = "UTC"
    [found] = stored(post, replace(comment(1), written_at=given))

    assert found.written_at == written_at


def test_comments_are_in_the_order_in_which_they_were_written(post):
    undated = replace(comment(0, "Undated"), written_at=None)

    found = stored(post, undated, comment(3, "Third"), comment(2, "Second"))

    assert [one.text for one in found] == ["Second", "Third", "Undated"]


def test_many_comments_take_few_queries(post, django_assert_max_num_queries):
    many = [comment(number, answers=number - 1) for number in range(2000)]

    with django_assert_max_num_queries(25):
        store(post, many)

    assert len(texts(post)) == 2000


def test_comment_is_in_no_log_and_no_description(post, caplog):
    caplog.set_level(logging.DEBUG)
    one = comment(1, "My secret", name="Mary")
    [found] = stored(post, one)
    printed = repr(one) + str(found)
    erase(found)

    printed += caplog.text
    assert [word in printed for word in ("secret", "Mary")] == [False, False]


@pytest.mark.skipif(not BAD.exists(), reason="the data isn't beside the repository")
def test_chain_of_3000_replies_is_stored_and_shown(post, client):
    with (BAD / "many-comments.xml").open("rb") as file:
        [item] = read(file, "many-comments.xml").items
        found = [
            OldComment(
                key(one.id), one.author, one.content, one.utc, key(one.parent) if one.parent else ""
            )
            for one in item.comments
        ]

    assert store(post, found) == Stored(added=3000)
    assert "3000 comments from our old site" in client.get(post.url).text
