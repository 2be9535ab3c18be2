"""Who publishes a site, as a node of JSON-LD.

The practice knows it, and lies above this app: it says so when the apps are ready, with
``publish_as``. A host that leaves the practice out has the site itself as its publisher.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from wagtail.models import Site

from wagtail_therapy.content.caching import cached, request_key

Node = dict[str, Any]
Build = Callable[[Any, Site], Node]

_builders: list[Build] = []


def publish_as(build: Build) -> None:
    """Have ``build(request, site)`` make the node of who publishes a site.

    The last one wins, so that a host may say it in another way. The node needs a ``name`` and
    the ``@id`` that ``publisher_id`` returns.
    """
    if build not in _builders:
        _builders.append(build)


def publisher(request: Any) -> Node:
    """Return the node of who publishes the request's site; it is made once for each request."""
    if not hasattr(request, "_therapy_publisher"):
        what = ("publisher", request.get_host(), *request_key(request))
        request._therapy_publisher = cached(what, lambda: _build(request), request)
    return request._therapy_publisher


def root_url(request: Any) -> str:
    """Return the absolute address of the request's site, without a slash at its end."""
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
