from collections.abc import Iterable, Mapping
from typing import Any

from wagtail.coreutils import get_supported_content_language_variant
from wagtail.models import Locale

from wagtail_therapy.conf import conf
from wagtail_therapy.content.caching import cached


def locale_id_of(context: Mapping[str, Any]) -> int:
    """Return the key of the locale of the page in a template's context, else of the active one."""
    return getattr(context.get("page"), "locale_id", None) or Locale.get_active().pk


def in_locale(objects: Iterable[Any], locale_id: int, *related: str) -> list[Any]:
    """Return the objects in their order, each replaced with its live translation if it has one.

    It takes one query for all of them, or none if they are already in the locale. Wagtail's
    ``localized`` takes one or two for each. Translations are fetched with ``related`` objects.
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
    """Return the same as ``in_locale()``, but each once: an editor may have chosen it twice."""
    return list(dict.fromkeys(in_locale(objects, locale_id)))


def preferred_translations(objects: Iterable[Any], locale_id: int) -> dict[Any, Any]:
    """Return, by translation key, the object in the locale, or else the oldest in another one.

    Unlike ``in_locale``, it includes drafts, so that URLs don't change on publishing.
    """
    last_wins = sorted(objects, key=lambda one: (one.locale_id == locale_id, -one.pk))
    return {one.translation_key: one for one in last_wins}


def cache_locale(page: Any, request: Any) -> None:
    """Set the page's locale, which rarely changes, without a query."""
    if page.locale_id and not page._meta.get_field("locale").is_cached(page):
        page.locale = cached(("locale", page.locale_id), lambda: page.locale, request)


def hreflang_urls(page: Any, request: Any) -> dict[str, str]:
    """Return the absolute URLs of the page and its live public translations, by language.

    "x-default" is the one in the host's own language. Empty if the page has only one language or
    isn't public.
    """
    found = page.public_translations
    if len(found) < 2 or page.pk not in {one.pk for one in found}:
        return {}
    urls = {one.locale.language_code: one.get_full_url(request) for one in found}
    urls = {language_code: url for language_code, url in urls.items() if url}
    default = urls.get(_own_language())
    return urls | ({"x-default": default} if default else {})


def public_translations(page: Any) -> list[Any]:
    """Return the page and its translations, as far as they are public, in two queries.

    Without aliases, which are still in their original's language. On hosts without translations,
    it returns [] and runs no query.
    """
    if not conf.has_translations:
        return []
    everywhere = page.get_translations(inclusive=True).filter(alias_of=None).live().public()
    found = everywhere.defer_streamfields().select_related("locale")
    return list(found.order_by("locale__language_code"))


def _own_language() -> str:
    """Return Wagtail's code of the host's own language, which may be "en" for en-GB."""
    try:
        return get_supported_content_language_variant(conf.language_code)
    except LookupError:
        return ""
