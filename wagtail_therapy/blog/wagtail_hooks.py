from wagtail import hooks
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.snippets.models import register_snippet

from wagtail_therapy.blog.admin import viewsets
from wagtail_therapy.blog.admin.categories import CategoryViewSet

register_snippet(CategoryViewSet)


# Before the host's hooks, whatever the order of INSTALLED_APPS: the last viewset with a name wins.
@hooks.register("register_admin_viewset", order=-1)
def register_post_viewsets() -> list[PageListingViewSet]:
    return viewsets.viewsets()
