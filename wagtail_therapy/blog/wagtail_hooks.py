from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin import messages
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from wagtail_therapy.authors.models import Author
from wagtail_therapy.blog.models import Category
from wagtail_therapy.blog.named_authors import live_posts, scheduled_posts


class CategoryViewSet(SnippetViewSet):
    model = Category
    icon = "tag"
    menu_label = _("Categories")
    list_display = ["name", "parent", "slug"]
    # Asks the database: fields= on an indexed model fails on SQLite in modelsearch 1.3.
    search_fields = ["name"]
    search_backend_name = None


register_snippet(CategoryViewSet)


@hooks.register("before_delete_snippet")
def keep_named_authors(request, instances):
    """Send the editor back to the list when a post that is live or scheduled names an author."""
    authors = [one for one in instances if isinstance(one, Author)]
    posts = (live_posts(authors) | scheduled_posts(authors)) if authors else set()
    if not posts:
        return None
    messages.warning(request, _kept_message(len(posts)))
    return redirect(Author.snippet_viewset.get_url_name("list"))


def _kept_message(count):
    return ngettext(
        "Nothing was deleted: %(count)d live or scheduled post would lose an author. Name "
        "somebody else there first, or unpublish the author, which hides the bio only.",
        "Nothing was deleted: %(count)d live or scheduled posts would lose an author. Name "
        "somebody else there first, or unpublish the author, which hides the bio only.",
        count,
    ) % {"count": count}
