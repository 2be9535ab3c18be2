import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.test import Client


@pytest.fixture
def writer_client(db):
    """A client of a user who may use the admin, but not change settings."""
    group = Group.objects.create(name="Writers")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    writer = get_user_model().objects.create_user("writer@host.example", "known")
    writer.groups.add(group)
    client = Client()
    client.force_login(writer)
    return client
