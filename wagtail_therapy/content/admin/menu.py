"""The menu "Practice" in the admin: each app of ours adds what it has to it."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import Menu, SubmenuMenuItem

# Like Wagtail's own: the first takes items, the second changes them for a request.
REGISTER_HOOK = "register_therapy_menu_item"
CONSTRUCT_HOOK = "construct_therapy_menu"

practice_menu = Menu(register_hook_name=REGISTER_HOOK, construct_hook_name=CONSTRUCT_HOOK)


def practice_menu_item() -> SubmenuMenuItem:
    """Return the menu, which is there for users who may open something in it."""
    return SubmenuMenuItem(
        _("Practice"), practice_menu, name="therapy-practice", icon_name="home", order=255
    )
