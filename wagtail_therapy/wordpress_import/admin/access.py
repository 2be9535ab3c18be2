"""Who may import: people who may add and publish pages below a blog of the site."""

from typing import Any

from django.db.models import QuerySet
from wagtail.models import Page, get_page_models
from wagtail.permission_policies.pages import PagePermissionPolicy

from wagtail_therapy.blog.mixins import BlogIndexMixin
from wagtail_therapy.compat import file_policies

from ..mixins import ImportedPageMixin
from ..models import WordPressImport


def may_import(user: Any, blog: Any) -> bool:
    """Whether the user may add and publish pages below this blog. None: it was deleted."""
    if blog is None:
        return bool(user.is_superuser)
    permissions = blog.permissions_for_user(user)
    return permissions.can_add_subpage() and permissions.can_publish_subpage()


def blogs(user: Any) -> list[Any]:
    """Return the blogs of any site below which the user may add and publish pages."""
    published = PagePermissionPolicy().instances_user_has_permission_for(user, "publish")
    found = published.type(*_blog_models()).specific().order_by("path")
    return [blog for blog in found if may_import(user, blog) and blog.get_site()]


def may_import_any(user: Any) -> bool:
    """Whether there is a blog below which the user may import, or an import to look after."""
    return bool(user.is_superuser or blogs(user))


def imports(user: Any) -> QuerySet:
    """Return the imports that the user may see: those below blogs where they may import."""
    found = WordPressImport.objects.all()
    return found if user.is_superuser else found.filter(parent__in=[one.pk for one in blogs(user)])


def page_models(user: Any, site: Any) -> list[type[Page]]:
    """Return the host's types for WordPress' pages, if the user may publish them on the site."""
    home = site.root_page.specific
    if not may_import(user, home):
        return []
    return [one for one in home.creatable_subpage_models() if issubclass(one, ImportedPageMixin)]


def collections(user: Any) -> QuerySet:
    """Return the collections in which the user may put both images and documents."""
    images, documents = (
        policy.collections_user_has_permission_for(user, "add") for policy in file_policies()
    )
    return images.filter(pk__in=documents.values("pk"))


def _blog_models() -> list[type[Page]]:
    return [model for model in get_page_models() if issubclass(model, BlogIndexMixin)]
