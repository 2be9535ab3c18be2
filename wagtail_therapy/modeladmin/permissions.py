"""Who may read the ledgers: people who may see the readers in them."""

from typing import Any

from django.db.models import QuerySet
from wagtail_modeladmin.helpers import PermissionHelper

from wagtail_therapy.newsletter.permissions import subscriber_permission_policy


def readable_sites(user: Any) -> QuerySet:
    """Return the sites where the user may see readers."""
    return subscriber_permission_policy.sites_user_has_permission_for(user, "view")


def may_read_all_sites(user: Any) -> bool:
    """Whether the user may see readers on every site, including sites added later."""
    return user.has_perm("wagtail_therapy_newsletter.view_subscriber")


class ReadOnlyPermissionHelper(PermissionHelper):
    """Users read a ledger site by site. No one may add, change or delete its rows."""

    def user_can_list(self, user: Any) -> bool:
        return subscriber_permission_policy.user_has_permission(user, "view")

    def user_can_inspect_obj(self, user: Any, obj: Any) -> bool:
        if not self.inspect_view_enabled:
            return False
        return subscriber_permission_policy.user_has_permission_for_instance(
            user, "view", obj.mailing.site
        )

    def user_can_create(self, user: Any) -> bool:
        return False

    def user_can_edit_obj(self, user: Any, obj: Any) -> bool:
        return False

    def user_can_delete_obj(self, user: Any, obj: Any) -> bool:
        return False

    def user_can_copy_obj(self, user: Any, obj: Any) -> bool:
        return False
