"""Lists in the admin's menu, each with all pages of one type, wherever they are."""

from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.text import capfirst
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.permission_policies.pages import PagePermissionPolicy


class PagesMenuItem(MenuItem):
    """It is there for users who may do something with a page."""

    def is_shown(self, request: HttpRequest) -> bool:
        wanted = {"add", "change", "publish"}
        return PagePermissionPolicy().user_has_any_permission(request.user, wanted)


class MenuListingViewSet(PageListingViewSet):
    """All pages of a type, under its name in the plural."""

    add_to_admin_menu = True
    menu_item_class = PagesMenuItem

    @cached_property
    def menu_label(self) -> str:
        return capfirst(self.model._meta.verbose_name_plural)
