from datetime import timedelta

import pytest
from django.utils import timezone

from tests.newsletter.doctor.facts import facts
from wagtail_therapy.newsletter import client_network
from wagtail_therapy.newsletter.doctor import proxy
from wagtail_therapy.newsletter.models import Heartbeat

UNSEEN = ("OK", "no proxy has been seen that hides them.")
CONFIGURED = ("OK", "are told apart as your settings say.")
HIDDEN = (
    "WARN",
    "visitors come through a proxy that no setting names. They all share one limit on sign-ups.",
)


@pytest.mark.parametrize(
    ("options", "unseen", "seen"),
    [
        ({}, UNSEEN, HIDDEN),
        ({"TRUSTED_PROXIES": 0}, CONFIGURED, CONFIGURED),
        ({"TRUSTED_PROXIES": 2}, CONFIGURED, CONFIGURED),
        ({"CLIENT_ADDRESS_HEADER": "HTTP_X_REAL_IP"}, CONFIGURED, CONFIGURED),
    ],
)
def test_proxy_that_was_seen_is_reported_unless_it_is_configured(
    db, therapy, options, unseen, seen
):
    therapy(**options)
    assert facts(proxy.examine()) == {"Networks of visitors": unseen}
    Heartbeat.record_hidden_visitors()
    assert facts(proxy.examine()) == {"Networks of visitors": seen}


def test_proxy_that_does_not_send_what_the_settings_name(db, therapy, time_machine):
    therapy(TRUSTED_PROXIES=2)
    Heartbeat.record_hidden_visitors(client_network.settings_fingerprint())
    assert facts(proxy.examine()) == {"Networks of visitors": ("WARN", proxy.HEADER_NOT_FOUND)}
    # Under other settings it may not hold.
    therapy(TRUSTED_PROXIES=1)
    assert facts(proxy.examine()) == {"Networks of visitors": CONFIGURED}
    therapy(TRUSTED_PROXIES=2)
    time_machine.move_to(timezone.now() + timedelta(days=8))
    assert facts(proxy.examine()) == {"Networks of visitors": CONFIGURED}
