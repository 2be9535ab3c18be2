"""What to make of times when the system's clock was set back.

Leases and heartbeats end by themselves, so nothing of them is waited for longer than they last. A
time further ahead than that was written before the clock was set back, and would hold things up
until the clock has caught up. Times that a person was told of, and waits between attempts, are left
as they are: those end later by as much as the clock was set back, and lose nothing.
"""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

# What the clocks of a site's servers may differ by.
SKEW = timedelta(minutes=1)


def is_ahead(field: str, longest=timedelta(0)) -> Q:
    """Select rows with a time that lies further ahead than the longest wait can reach."""
    return Q(**{f"{field}__gt": timezone.now() + longest + SKEW})
