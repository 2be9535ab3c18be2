"""The sites that a command is about."""

from argparse import ArgumentParser

from django.core.management.base import CommandError
from wagtail.models import Site


def add_argument(parser: ArgumentParser) -> None:
    parser.add_argument("--site", metavar="HOSTNAME", help="on this site only (default: on all)")


def chosen(hostname: str | None) -> list[Site]:
    """Return the sites of a host name, or all. Raises CommandError when there is none."""
    sites = Site.objects.order_by("pk")
    found = list(sites.filter(hostname=hostname) if hostname is not None else sites)
    if not found:
        raise CommandError(f"There is no site {hostname}.")
    return found


def only(hostname: str | None) -> Site:
    """Return the site of a host name, or the only one. Raises CommandError."""
    found = chosen(hostname)
    if len(found) > 1:
        raise CommandError("There are several sites. Say whose list it is: --site HOSTNAME.")
    return found[0]
