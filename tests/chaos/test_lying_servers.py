"""Mail servers and providers that do not keep to what they say, or say nothing."""

import pytest
from django.utils import timezone

from tests.chaos.lying_server import lying_server
from tests.chaos.reconciliation import reconcile
from tests.mail_settings import smtp_settings
from wagtail_therapy.newsletter.models import Delivery, Mailing
from wagtail_therapy.newsletter.sending import deliveries, mailings

# Of a client, in seconds; an honest answer must come in time, however busy the machine is.
PATIENCE = 1.5


def work_until_through(mailing):
    """Let a worker try again and again, without the hours between, and a person resume."""
    for _ in range(300):
        mailing.refresh_from_db()
        if mailing.finished_at:
            return
        mailings.resume(mailing)
        Mailing.objects.update(not_before=timezone.now())
        Delivery.objects.update(next_attempt_at=None)
        deliveries.sweep()
        deliveries.work_on(mailing)
    raise AssertionError(f"still {mailing.state}")


def check(mailing, readers, seed, use):
    with lying_server(seed) as server:
        use(smtp_settings("127.0.0.1", server.port, timeout=PATIENCE))
        work_until_through(mailing)
        result = reconcile(mailing, readers, server.accepted)
    assert result.violations == (0, 0, 0)
    assert result.unknown <= server.ambiguous
    return server


def test_a_mail_server_that_lies(mailing, enlist, use_mail_settings):
    check(mailing, enlist(30), 1, use_mail_settings)


@pytest.mark.chaos
@pytest.mark.parametrize("seed", range(2, 22))
def test_a_mail_server_that_lies_in_many_ways(mailing, enlist, use_mail_settings, seed):
    check(mailing, enlist(60), seed, use_mail_settings)
