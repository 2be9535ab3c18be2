"""Finds and records what the demo has created, by key: see ``DemoObject``."""

from django.contrib.contenttypes.models import ContentType

from example_site.willowmere.models import DemoObject


def find(key: str):
    """Return the object with the key, or None if it doesn't exist (any more)."""
    entry = DemoObject.objects.filter(key=key).first()
    return entry and entry.content_object


def record(key: str, made):
    """Record that the demo has created this object, and return it."""
    DemoObject.objects.update_or_create(
        key=key,
        defaults={"content_type": ContentType.objects.get_for_model(made), "object_id": made.pk},
    )
    return made


def find_or_make(key: str, make, **values):
    """Return the object with the key, updated to these values or created by ``make(**values)``."""
    found = find(key)
    if found is None:
        return record(key, make(**values))
    changed = [name for name, value in values.items() if getattr(found, name) != value]
    if changed:
        for name in changed:
            setattr(found, name, values[name])
        found.save()
    return found
