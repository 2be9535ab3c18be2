"""Emails readers a link to their own page, because they ask for it."""

from django.views.decorators.debug import sensitive_variables
from wagtail.models import Site

from .. import email_addresses
from ..models import ReaderEmail, Subscriber


@sensitive_variables()
def request(site: Site, address: str) -> None:
    """Make a link due to the reader with this cleaned address, if there is one. Sends nothing.

    Does the same work for every address, so that neither the response nor its time tells whether it
    is on the list. Whether the reader may be mailed is decided when it is sent.
    """
    key = email_addresses.address_key(address)
    known = Subscriber.objects.filter(site=site, email_key=key)
    ReaderEmail.objects.queue(ReaderEmail.Kind.LINK, known)
