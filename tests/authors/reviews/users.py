"""Users who may do something, and no more."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.test import Client
from wagtail.models import GroupPagePermission


def user(page, *codenames, name="moderator"):
    """Return a user of the admin who has these permissions on the page and all below it."""
    group = Group.objects.create(name=name)
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for codename in codenames:
        permission = Permission.objects.get(codename=codename)
        GroupPagePermission.objects.create(group=group, page=page, permission=permission)
    made = get_user_model().objects.create_user(f"{name}@host.example", "known to everybody")
    made.groups.add(group)
    return made


def client(who):
    client = Client()
    client.force_login(who)
    return client
