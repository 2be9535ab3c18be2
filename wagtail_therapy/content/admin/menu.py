"""The "Practice" menu in the admin, to which our apps add their items."""

from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.permission_policies.pages import PagePermissionPolicy

# Like Wagtail's hooks for its own menus.
REGISTER_HOOK = "register_therapy_menu_item"
CONSTRUCT_HOOK = "construct_therapy_menu"

practice_menu = Menu(register_hook_name=REGISTER_HOOK, construct_hook_name=CONSTRUCT_HOOK)


def practice_menu_item() -> SubmenuMenuItem:
    """Return the menu, which is hidden for users who may open nothing in it."""
    return SubmenuMenuItem(
        _("Practice"), practice_menu, name="therapy-practice", icon_name="home", order=255
    )


class PagesMenuItem(MenuItem):
    """Hidden for users without any permission for pages."""

    def is_shown(self, request: HttpRequest) -> bool:
        wanted = {"add", "change", "publish"}
        return PagePermissionPolicy().user_has_any_permission(request.user, wanted)


class MenuListingViewSet(PageListingViewSet):
    """A list of all pages of a type, labelled with its plural name."""

    add_to_admin_menu = True
    menu_item_class = PagesMenuItem

    @cached_property
    def menu_label(self) -> str:
        return capfirst(self.model._meta.verbose_name_plural)
