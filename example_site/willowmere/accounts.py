from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission

from example_site.willowmere import demo_objects

WRITER_GROUPS = ["Editors", "Moderators"]  # Wagtail makes these two.
WRITER_APPS = [
    "wagtail_therapy_approaches",
    "wagtail_therapy_authors",
    "wagtail_therapy_blog",
    "wagtail_therapy_content",
    "wagtail_therapy_newsletter",
    "wagtail_therapy_practice",
]
WITH_ADDRESSES = ["view_subscriber_address", "export_subscriber"]


def load() -> None:
    """Create an editor, and an admin who may do everything."""
    editor = load_account("editor", first_name="Orla", last_name="Penhallow")
    editor.groups.set([*Group.objects.filter(name__in=WRITER_GROUPS), load_writers()])
    load_account("admin", first_name="Demo", last_name="Admin", is_superuser=True, is_staff=True)


def load_account(name: str, **values):
    """Return the account with this name. Create it if it is missing, and never change it."""
    users = get_user_model().objects
    key = f"account:{name}"
    found = demo_objects.find(key) or users.filter(username=name).first()
    if found:
        return found
    email = f"{name}@willowmere.example"
    return demo_objects.record(key, users.create_user(name, email, f"{name}-demo", **values))


def of_person(name: str):
    """Return the account of a person with this name, if there is one."""
    users = get_user_model().objects.filter(is_active=True)
    return next((user for user in users if user.get_full_name() == name), None)


def load_writers() -> Group:
    """Return a group that may edit authors and settings, and see readers by masked addresses."""
    group = demo_objects.find_or_make("group", Group.objects.create, name="Willowmere therapists")
    permissions = Permission.objects.filter(content_type__app_label__in=WRITER_APPS)
    group.permissions.set(permissions.exclude(codename__in=WITH_ADDRESSES))
    return group
