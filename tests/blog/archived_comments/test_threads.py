from wagtail_therapy.blog.archived_comments.threads import MAX_DEPTH, threads
from wagtail_therapy.blog.models import ArchivedComment


def comments(*pairs):
    return [ArchivedComment(key=key, parent_key=parent) for key, parent in pairs]


def nested(found):
    """Return the comments as the template nests them, as an indented text."""
    lines, depth = [], 0
    for one in found:
        lines.append("  " * depth + one.comment.key)
        depth += one.has_replies - len(one.ended)
    assert depth == 0
    return lines


def test_replies_follow_what_they_answer_in_their_order():
    found = threads(comments(("a", ""), ("b", ""), ("c", "a"), ("d", "b"), ("e", "a"), ("f", "c")))

    assert nested(found) == ["a", "  c", "    f", "  e", "b", "  d"]


def test_reply_to_what_is_not_there_is_at_the_top():
    assert nested(threads(comments(("a", "hidden"), ("b", "a")))) == ["a", "  b"]


def test_comments_that_answer_each_other_are_shown_once():
    found = threads(comments(("a", "c"), ("b", "a"), ("c", "b"), ("d", "d"), ("e", "")))

    assert nested(found) == ["e", "a", "  b", "    c", "d"]


def test_deep_replies_stay_beside_each_other():
    chain = [(str(number), str(number - 1) if number else "") for number in range(3000)]

    found = nested(threads(comments(*chain)))

    assert found[: MAX_DEPTH + 2] == ["0", "  1", "    2", "      3", "      4"]
    assert (len(found), found[-1]) == (3000, "      2999")


def test_limit_leaves_lists_closed():
    found = threads(comments(("a", ""), ("b", "a"), ("c", "b"), ("d", "")), limit=2)

    assert nested(found) == ["a", "  b"]


def test_no_comments_make_no_threads():
    assert threads([]) == []
