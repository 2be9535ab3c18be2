from collections.abc import Iterable
from typing import Any

from wagtail.coreutils import get_supported_content_language_variant

from wagtail_therapy.conf import conf
from wagtail_therapy.content.caching import cached


def in_locale(objects: Iterable[Any], locale_id: int, *related: str) -> list[Any]:
    """Return the objects in their order, each as its translation where that exists and is live.

    Costs one query for all of them, and none when they are in the locale already; Wagtail's
    ``localized`` asks once or twice for each. Translations are read with what is ``related``.
    """
    objects = list(objects)
    foreign = [item for item in objects if item.locale_id != locale_id]
    if not foreign:
        return objects
    keys = {item.translation_key for item in foreign}
    found = type(foreign[0]).objects.filter(locale_id=locale_id, translation_key__in=keys)
    if related:
        found = found.select_related(*related)
    live = {item.translation_key: item for item in found if getattr(item, "live", True)}
    return [live.get(item.translation_key, item) for item in objects]


def distinct_in_locale(objects: Iterable[Any], locale_id: int) -> list[Any]:
    """Return them as ``in_locale()`` does, each once: an editor may have chosen it twice."""
    return list(dict.fromkeys(in_locale(objects, locale_id)))


def preferred_translations(objects: Iterable[Any], locale_id: int) -> dict[Any, Any]:
    """Return, by translation key, the object of the locale, else the oldest of another one.

    Unlike ``in_locale`` it gives drafts, too: for addresses, which must not change on publishing.
    """
    last_wins = sorted(objects, key=lambda one: (one.locale_id == locale_id, -one.pk))
    return {one.translation_key: one for one in last_wins}


def cache_locale(page: Any, request: Any) -> None:
    """Let the page know its locale, which seldom changes, without a query."""
    if page.locale_id and not page._meta.get_field("locale").is_cached(page):
        page.locale = cached(("locale", page.locale_id), lambda: page.locale, request)


def hreflang_urls(page: Any, request: Any) -> dict[str, str]:
    """Return the absolute address of the page and each live public translation, by language.

    "x-default" is the one in the host's own language. Nothing when the page is in one language
    only, or may not be read by a stranger.
    """
    found = page.public_translations
    if len(found) < 2 or page.pk not in {one.pk for one in found}:
        return {}
    urls = {one.locale.language_code: one.get_full_url(request) for one in found}
    urls = {language_code: url for language_code, url in urls.items() if url}
    default = urls.get(_own_language())
    return urls | ({"x-default": default} if default else {})


def public_translations(page: Any) -> list[Any]:
    """Return the page and its translations that a stranger may read, in two queries.

    Without those that are aliases: they are in the language of their original still. None, and
    no query, on a host whose pages have no translations.
    """
    if not conf.has_translations:
        return []
    everywhere = page.get_translations(inclusive=True).filter(alias_of=None).live().public()
    found = everywhere.defer_streamfields().select_related("locale")
    return list(found.order_by("locale__language_code"))


def _own_language() -> str:
    """Return the host's own language as Wagtail calls it: "en" may stand for en-GB."""
    try:
        return get_supported_content_language_variant(conf.language_code)
    except LookupError:
        return ""
