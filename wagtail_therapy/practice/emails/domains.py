"""Domain names in the form that headers use."""

import idna
from django.views.decorators.debug import sensitive_variables


@sensitive_variables()
def ascii_domain(domain: str) -> str:
    """Return a domain in the form that headers use. Non-domains are returned unchanged."""
    # The codec in the standard library is IDNA 2003, which sends "straße.example" to
    # "strasse.example": another person's mailbox.
    try:
        return idna.encode(domain, uts46=True).decode("ascii")
    except idna.IDNAError:
        return domain
