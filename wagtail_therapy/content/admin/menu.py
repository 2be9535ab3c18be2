"""The menu "Practice" in the admin: each app of ours adds what it has to it."""

from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.permission_policies.pages import PagePermissionPolicy

# Like Wagtail's own: the first takes items, the second changes them for a request.
REGISTER_HOOK = "register_therapy_menu_item"
CONSTRUCT_HOOK = "construct_therapy_menu"

practice_menu = Menu(register_hook_name=REGISTER_HOOK, construct_hook_name=CONSTRUCT_HOOK)


def practice_menu_item() -> SubmenuMenuItem:
    """Return the menu, which is there for users who may open something in it."""
    return SubmenuMenuItem(
        _("Practice"), practice_menu, name="therapy-practice", icon_name="home", order=255
    )


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
