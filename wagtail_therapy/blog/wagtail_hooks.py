from wagtail import hooks
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.snippets.models import register_snippet

from wagtail_therapy.blog.admin import viewsets
from wagtail_therapy.blog.admin.categories import CategoryViewSet

register_snippet(CategoryViewSet)


# Before a host's own, whatever the order of INSTALLED_APPS: if two have a name, the last one wins.
@hooks.register("register_admin_viewset", order=-1)
def list_posts() -> list[PageListingViewSet]:
    return viewsets.viewsets()
