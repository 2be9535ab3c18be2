from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet
from wagtail.log_actions import LogActionRegistry

from wagtail_therapy.content.admin.menu import REGISTER_HOOK

from . import audit_log
from .admin.viewset import ImportViewSet

viewset = ImportViewSet()


@hooks.register("register_admin_viewset")
def register_import() -> ViewSet:
    return viewset


@hooks.register(REGISTER_HOOK)
def list_import() -> MenuItem:
    return viewset.get_menu_item()


@hooks.register("register_log_actions")
def describe_acts(actions: LogActionRegistry) -> None:
    audit_log.register_actions(actions)
