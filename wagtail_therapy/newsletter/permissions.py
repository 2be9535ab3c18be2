"""Who may see and stop a mailing, and who may see the readers of a site.

A mailing has no permissions of its own: the permissions on its page decide. Readers have
permissions of their own, which a group holds for all sites or for some.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_permission_codename
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from wagtail.models import Site
from wagtail.permission_policies.sites import SitePermissionPolicy
from wagtail.permissions import page_permission_policy

from .models import Mailing, Subscriber


def may_manage(mailing: Mailing, user: Any) -> bool:
    """Whether the user may publish the page of the mailing.

    When the page is gone, only someone who may publish on the whole site may.
    """
    if mailing.page is None:
        root = mailing.site.root_page
        return page_permission_policy.user_has_permission_for_instance(user, "publish", root)
    return mailing.page.specific_deferred.permissions_for_user(user).can_publish()


def may_manage_any(user: Any) -> bool:
    """Whether there could be a mailing that the user may manage. Makes no query."""
    return page_permission_policy.user_has_permission(user, "publish")


def manageable_mailings(user: Any) -> QuerySet:
    pages = page_permission_policy.instances_user_has_permission_for(user, "publish").order_by()
    without_page = Q(page=None, site__root_page__in=pages)
    return Mailing.objects.filter(Q(page__in=pages) | without_page)


def announcing_sites(user: Any) -> QuerySet:
    """Return the sites whose readers the user may email without a post.

    It takes the permission to publish on the whole site.
    """
    pages = page_permission_policy.instances_user_has_permission_for(user, "publish").order_by()
    return Site.objects.filter(root_page__in=pages)


class SubscriberPermissionPolicy(SitePermissionPolicy):
    """``view``, ``view_address``, ``export`` and ``change``, for all sites or for some."""

    @property
    def _content_type(self) -> ContentType:
        # Wagtail caches it as long as the process lives, and after the database is flushed it would
        # be another model's. Django caches it too, but clears that.
        return ContentType.objects.get_for_model(self.auth_model)

    def _get_permission_codenames(self, actions: Iterable[str]) -> set[str]:
        return {_codename(action) for action in actions}

    def _get_permission_name(self, action: str) -> str:
        return f"{self.app_label}.{_codename(action)}"


def _codename(action: str) -> str:
    # Wagtail would look for "view_address_subscriber".
    if action == "view_address":
        return "view_subscriber_address"
    return get_permission_codename(action, Subscriber._meta)


subscriber_permission_policy = SubscriberPermissionPolicy(Subscriber)


def reader_sites(user: Any, *actions: str) -> QuerySet:
    """Return the sites on which the user may do all of this with readers."""
    first, *others = (
        subscriber_permission_policy.sites_user_has_permission_for(user, action)
        for action in actions
    )
    for sites in others:
        first = first.filter(pk__in=sites.values("pk"))
    return first


def may_look_up(mailing: Mailing, user: Any) -> bool:
    """Whether the user may know who got the mailing, by address."""
    may = subscriber_permission_policy.user_has_permission_for_instance
    return all(may(user, action, mailing) for action in ("view", "view_address"))
