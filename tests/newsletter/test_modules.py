"""How far sign-ups and mailings go through our code, which is how far their reader must."""

from tests.module_calls import passed_through
from tests.newsletter import rows, visitors
from wagtail_therapy.newsletter import clock
from wagtail_therapy.newsletter.models import Subscriber
from wagtail_therapy.newsletter.sending import deliveries, preparation

# Whether anything may be sent from here at all: asked before a worker's turn, by these alone.
GATES = {
    "wagtail_therapy.newsletter.copy_detection.database_identity",
    "wagtail_therapy.newsletter.copy_detection.detection",
    "wagtail_therapy.newsletter.copy_detection.places",
    "wagtail_therapy.newsletter.copy_detection.state_dir",
    "wagtail_therapy.practice.emails.development_backends",
}
# Sixteen of the newsletter; conf and compat, which alone know settings and versions; and what
# reads the sender's header. The clock is called as Django's is, and counts as little.
MODULES = 19
CHANGES = 114


def test_sending_to_three_readers_stays_among_few_modules(ready_mailing):
    preparation.prepare(ready_mailing)
    passed = passed_through(lambda: deliveries.work_on(ready_mailing), but={clock.__name__})
    assert rows.states(ready_mailing) == {"sent": 3}
    sending = [name for name in passed if name not in GATES]
    assert (len(set(sending)) <= MODULES, len(sending) - 1 <= CHANGES) == (True, True)
    assert set(passed) - set(sending) == GATES


def test_sign_up_stays_among_few_modules(site, client):
    form = visitors.filled_in(site)
    # The page that says thank you has the practice's footer, which is cached.
    client.post(visitors.SUBSCRIBE, visitors.filled_in(site, "ben@mail.example"))
    passed = passed_through(lambda: client.post(visitors.SUBSCRIBE, form), but={clock.__name__})
    assert Subscriber.objects.count() == 2
    assert (len(set(passed)) <= 34, len(passed) - 1 <= 180) == (True, True), len(passed)
