"""The publisher of a site, as a node of JSON-LD, and its picture for pages that have none.

This app can't import the practice, so the practice registers itself with ``register_publisher`` and
``register_share_image``. Without it, the site itself is the publisher.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from wagtail.models import Site

from wagtail_therapy.content.caching import cached, request_key

Node = dict[str, Any]
PublisherBuilder = Callable[[Any, Site], Node]
ShareImage = Callable[[Any], Any]

_builders: list[PublisherBuilder] = []
_share_images: list[ShareImage] = []


def register_publisher(build: PublisherBuilder) -> None:
    """Register ``build(request, site)``, which returns the node of a site's publisher.

    The last one registered is used, so a host can register its own. The node needs a ``name``, and
    the ``@id`` that ``publisher_id`` returns.
    """
    if build not in _builders:
        _builders.append(build)


def register_share_image(find: ShareImage) -> None:
    """Register ``find(request)``, which returns a Wagtail image or None.

    Link previews show it for pages without an image. The last one registered is used.
    """
    if find not in _share_images:
        _share_images.append(find)


def share_image(request: Any) -> Any:
    """Return the request's site's image for link previews, or None."""
    return _share_images[-1](request) if _share_images else None


def publisher(request: Any) -> Node:
    """Return the node of the publisher of the request's site. Built once for each request."""
    if not hasattr(request, "_therapy_publisher"):
        key = ("publisher", request.get_host(), *request_key(request))
        request._therapy_publisher = cached(key, lambda: _build(request), request)
    return request._therapy_publisher


def root_url(request: Any) -> str:
    """Return the absolute URL of the request's site, without a slash at its end."""
    site = Site.find_for_request(request)
    return site.root_url if site else request.build_absolute_uri("/").rstrip("/")


def publisher_id(root_url: str) -> str:
    return f"{root_url}/#publisher"


def _build(request: HttpRequest) -> Node:
    site = Site.find_for_request(request)
    if site is None:
        return _organization(root_url(request), request.get_host())
    if _builders:
        return _builders[-1](request, site)
    return _organization(site.root_url, site.site_name or site.hostname)


def _organization(root_url: str, name: str) -> Node:
    identity = {"@type": "Organization", "@id": publisher_id(root_url)}
    return identity | {"name": name, "url": f"{root_url}/"}
