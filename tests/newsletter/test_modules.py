"""How far the sending of a mailing goes through our code, which is how far its reader must."""

from tests.modules import passed_through
from tests.newsletter import rows
from wagtail_therapy.newsletter import clock, deliveries, freezing

# Sixteen of the newsletter; conf and compat, which alone know settings and versions; and what reads
# the sender's header. The clock is called as Django's is, and counts as little.
MODULES = 19
CHANGES = 114


def test_sending_to_three_readers_stays_among_few_modules(ready):
    freezing.prepare(ready)
    passed = passed_through(lambda: deliveries.work_on(ready), but={clock.__name__})
    assert rows.states(ready) == {"sent": 3}
    assert (len(set(passed)) <= MODULES, len(passed) - 1 <= CHANGES) == (True, True)
