"""What the demo made, by key; see ``DemoObject``."""

from django.contrib.contenttypes.models import ContentType

from example_site.willowmere.models import DemoObject


def find(key: str):
    """Return what was made under the key, or None when it is not there (any more)."""
    entry = DemoObject.objects.filter(key=key).first()
    return entry and entry.content_object


def remember(key: str, made):
    """Note that the demo made this; return it."""
    DemoObject.objects.update_or_create(
        key=key,
        defaults={"content_type": ContentType.objects.get_for_model(made), "object_id": made.pk},
    )
    return made


def find_or_make(key: str, make, **values):
    """Return the object of the key with these values, made by ``make(**values)`` when missing."""
    found = find(key)
    if found is None:
        return remember(key, make(**values))
    changed = [name for name, value in values.items() if getattr(found, name) != value]
    if changed:
        for name in changed:
            setattr(found, name, values[name])
        found.save()
    return found
