"""A list of pages in the admin, as an editor of everything and one of a section see it."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import GroupPagePermission


def queries(client, address):
    """Return how often the database is asked for a list, but for Wagtail's buttons."""
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    # Simple translation asks for each row whether it may still be translated.
    translated = 'SELECT 1 AS "a" FROM "wagtailcore_locale"'
    return len([one for one in asked.captured_queries if not one["sql"].startswith(translated)])


def client_of_section(page):
    """Return a client of a user who may edit a page and those below it, and no other."""
    group = Group.objects.create(name="Editors of one section")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    change = Permission.objects.get(codename="change_page")
    GroupPagePermission.objects.create(group=group, page=page, permission=change)
    user = get_user_model().objects.create_user("section@host.example", "a secret")
    user.groups.add(group)
    client = Client()
    client.force_login(user)
    return client
