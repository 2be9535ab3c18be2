"""How far the sending of a mailing goes through our code, which is how far its reader must."""

from tests.modules import passed_through
from tests.newsletter import rows
from wagtail_therapy.newsletter import deliveries, freezing

# Fifteen of the newsletter; conf and compat, which alone know settings and versions; and two of the
# practice: what reads the sender's header, and what knows backends that send nothing.
MODULES = 19
CHANGES = 100


def test_sending_to_three_readers_stays_among_few_modules(ready):
    freezing.prepare(ready)
    passed = passed_through(lambda: deliveries.work_on(ready))
    assert rows.states(ready) == {"sent": 3}
    assert (len(set(passed)) <= MODULES, len(passed) - 1 <= CHANGES) == (True, True)
