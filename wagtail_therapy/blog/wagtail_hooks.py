from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin import messages
from wagtail.snippets.models import register_snippet

from wagtail_therapy.authors.models import Author
from wagtail_therapy.blog import post_viewsets
from wagtail_therapy.blog.advice import advice_on
from wagtail_therapy.blog.category_admin import CategoryViewSet
from wagtail_therapy.blog.mixins import BlogPostMixin
from wagtail_therapy.blog.named_authors import live_posts, scheduled_posts

register_snippet(CategoryViewSet)


# Before those of a host, wherever its app stands in INSTALLED_APPS: of two, the last one wins.
@hooks.register("register_admin_viewset", order=-1)
def list_posts():
    return post_viewsets.viewsets()


@hooks.register("after_publish_page")
def tell_what_readers_miss(request, page):
    """Warn whoever has just published a post; it is published all the same."""
    said = advice_on(page) if isinstance(page, BlogPostMixin) else []
    if said:
        text = " ".join(f"{one.label}: {one.message}" for one in said)
        edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
        messages.warning(request, text, buttons=[messages.button(edit, _("Edit"))])


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
