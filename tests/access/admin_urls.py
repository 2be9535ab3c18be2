"""Every address of ours in the admin, as the resolver knows it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.access.sites import Place, Sites

ADMIN = "admin/"
# Wagtail's address, our settings.
SETTINGS = ["practicesettings", "newslettersettings"]
APPS = {
    "practicesettings": "wagtail_therapy_practice",
    "newslettersettings": "wagtail_therapy_newsletter",
}


@dataclass(frozen=True)
class Address:
    name: str
    parameters: tuple[str, ...] = ()

    def url(self, sites: Sites, place: Place) -> str:
        """Return where it is for what belongs to the place."""
        if self.name in SETTINGS:
            return reverse("wagtailsettings:edit", args=[APPS[self.name], self.name, place.site.pk])
        values = {
            "pk": self._object(sites, place).pk,
            "instance_pk": self._object(sites, place).pk,
            "page_id": place.post.pk,
            "site_id": place.site.pk,
            "revision_id": sites.revision.pk,
            "number": 0,
            "revision_id_a": "earliest",
            "revision_id_b": "latest",
        }
        return reverse(self.name, kwargs={name: values[name] for name in self.parameters})

    def _object(self, sites: Sites, place: Place):
        for name, snippet in sites.snippets.items():
            if self.name.partition(":")[0].endswith(f"_{name}"):
                return snippet
        for part, found in {
            "providerevent": place.event,
            "delivery": place.delivery,
            "mail_decision": place.post,
            "send_test": place.post,
            "delete_site": place.site,
            "therapy_subscribers": place.subscriber,
            "therapy_imports": place.brought,
            "therapy_announcements": place.announcement,
            "therapy_wordpress": place.wordpress,
            "erase_comment": place.comment,
        }.items():
            if part in self.name:
                return found
        return place.mailing


def addresses() -> list[Address]:
    ours = [one for one in _below(get_resolver()) if one]
    return [*ours, *map(Address, SETTINGS)]


def _below(
    resolver: URLResolver, namespaces: tuple[str, ...] = (), prefix: str = ""
) -> Iterator[Address | None]:
    for found in resolver.url_patterns:
        path = prefix + str(found.pattern)
        if isinstance(found, URLResolver):
            names = (*namespaces, found.namespace) if found.namespace else namespaces
            yield from _below(found, names, path)
        elif path.startswith(ADMIN):
            yield _ours(found, ":".join([*namespaces, found.name or ""]))


def _ours(found: URLPattern, name: str) -> Address | None:
    """Return the address when its name or its view is ours."""
    view = getattr(found.callback, "view_class", found.callback)
    if "therapy" not in name and "therapy" not in view.__module__:
        return None
    pattern = found.pattern
    parameters = getattr(pattern, "converters", None) or pattern.regex.groupindex
    return Address(name, tuple(parameters))
