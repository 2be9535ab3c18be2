"""Which mailed posts a stranger may still read."""

from collections.abc import Iterable

from ..models import Mailing


def is_public(mailing: Mailing) -> bool:
    """Whether the post of a mailing is on its site, live and not private."""
    page = mailing.page
    if page is None or not page.live or page.get_site() != mailing.site:
        return False
    return not page.get_view_restrictions().exists()


def public(mailings: Iterable[Mailing]) -> list[Mailing]:
    return [mailing for mailing in mailings if is_public(mailing)]


def in_digest(digest: Mailing) -> list[Mailing]:
    """Return the mailings of the posts in a digest that are public now, latest first."""
    mailings = digest.posts.select_related("page", "site").order_by("-created_at", "-pk")
    return public(mailings)


def is_readable(mailing: Mailing) -> bool:
    """Whether readers could open what a mailing is about: its post, or a post of a digest."""
    match mailing.kind:
        case Mailing.Kind.POST:
            return is_public(mailing)
        case Mailing.Kind.DIGEST:
            return bool(in_digest(mailing))
    return True
