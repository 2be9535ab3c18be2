from collections.abc import Iterable
from typing import Any


def in_locale(objects: Iterable[Any], locale_id: int) -> list[Any]:
    """Return the objects in their order, each as its translation where that exists and is live.

    Costs one query for all of them, and none when they are in the locale already; Wagtail's
    ``localized`` asks once or twice for each.
    """
    objects = list(objects)
    foreign = [item for item in objects if item.locale_id != locale_id]
    if not foreign:
        return objects
    keys = {item.translation_key for item in foreign}
    found = type(foreign[0]).objects.filter(locale_id=locale_id, translation_key__in=keys)
    live = {item.translation_key: item for item in found if getattr(item, "live", True)}
    return [live.get(item.translation_key, item) for item in objects]
