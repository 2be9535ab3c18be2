"""Comments and the replies to them, in the order in which they are read."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..models import ArchivedComment

# Replies further in are beside the reply that they answer, so that they fit a phone.
MAX_DEPTH = 3


@dataclass(frozen=True)
class Threaded:
    """A comment, whether a list of replies begins after it, and how many lists end after it."""

    comment: ArchivedComment
    has_replies: bool
    ended: range


def threads(comments: Iterable[ArchivedComment], limit: int | None = None) -> list[Threaded]:
    """Return the comments in the order of a nested list, each once, at most ``limit`` of them.

    A reply to a comment that isn't there is at the top, as is one of those that answer each other.
    """
    placed = list(_placed(list(comments)))[:limit]
    after = [depth for _comment, depth in placed[1:]] + [0]
    return [
        Threaded(comment, deeper > depth, range(max(depth - deeper, 0)))
        for (comment, depth), deeper in zip(placed, after, strict=False)
    ]


def _placed(comments: list[ArchivedComment]) -> Iterator[tuple[ArchivedComment, int]]:
    """Yield each comment with its depth, replies after what they answer."""
    keys = {one.key for one in comments}
    replies = defaultdict(list)
    for one in reversed(comments):
        replies[one.parent_key].append(one)
    seen: set[str] = set()
    roots = [one for one in comments if one.parent_key not in keys]
    # Second are those in a circle: whatever is left then has no root.
    for root in [*roots, *comments]:
        waiting = [(root, 0)]
        while waiting:
            comment, depth = waiting.pop()
            if comment.key in seen:
                continue
            seen.add(comment.key)
            yield comment, depth
            waiting += [(one, min(depth + 1, MAX_DEPTH)) for one in replies[comment.key]]
