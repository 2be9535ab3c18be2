from django.shortcuts import redirect
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin import messages
from wagtail.snippets.models import register_snippet

from wagtail_therapy.authors.models import Author
from wagtail_therapy.authors.named_authors import live_pages, scheduled_pages
from wagtail_therapy.authors.viewsets import AuthorViewSet

register_snippet(AuthorViewSet)


@hooks.register("before_delete_snippet")
def keep_named_authors(request, instances):
    """Send the editor back to the list when a page that is live or scheduled names an author."""
    authors = [one for one in instances if isinstance(one, Author)]
    pages = (live_pages(authors) | scheduled_pages(authors)) if authors else set()
    if not pages:
        return None
    messages.warning(request, _kept_message(len(pages)))
    return redirect(Author.snippet_viewset.get_url_name("list"))


def _kept_message(count):
    return ngettext(
        "Nothing was deleted: %(count)d live or scheduled page would lose an author. Name "
        "somebody else there first, or unpublish the author, which hides the bio only.",
        "Nothing was deleted: %(count)d live or scheduled pages would lose an author. Name "
        "somebody else there first, or unpublish the author, which hides the bio only.",
        count,
    ) % {"count": count}
