"""Who may import: people who may change the readers of a site and see their addresses.

The file shows the addresses, and the import changes the list.
"""

from typing import Any

from django.db.models import QuerySet

from ..models import SubscriberImport
from ..permissions import reader_sites, subscriber_permission_policy

NEEDED = ["change", "view_address"]


def may_import(user: Any, owned: Any) -> bool:
    """Whether the user may import to the list of this site, or of the site of this import."""
    may = subscriber_permission_policy.user_has_permission_for_instance
    return all(may(user, action, owned) for action in NEEDED)


def sites(user: Any) -> QuerySet:
    """Return the sites to whose lists the user may import."""
    return reader_sites(user, *NEEDED).order_by("hostname", "port")


def may_import_any(user: Any) -> bool:
    """Whether there could be a list to which the user may import."""
    may = subscriber_permission_policy.user_has_permission
    return all(may(user, action) for action in NEEDED)


def imports(user: Any) -> QuerySet:
    return SubscriberImport.objects.filter(site__in=sites(user))
