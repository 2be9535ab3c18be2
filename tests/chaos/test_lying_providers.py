"""Providers whose answers get lost on the way, or say something else than what they did."""

import random

import pytest

from tests.chaos.reconciliation import reconcile
from tests.chaos.test_lying_servers import PATIENCE, work_until_through
from tests.newsletter import provider_server

pytestmark = pytest.mark.slow

ANSWERS = {
    "sent": ["honest"] * 8 + ["broken", "500", "silence", "reset"],
    "not sent": ["429", "503", "500", "reset"],
}
FAULTS = {
    "broken": (200, "{broken"),
    "500": (500, {}),
    "429": (429, {}, {"Retry-After": "1"}),
    "503": (503, {}),
}
SEEDS = [1, *(pytest.param(seed, marks=pytest.mark.chaos) for seed in range(2, 12))]
DOUBTFUL = {"broken", "500", "silence", "reset"}


class Dice:
    """Answers posts at random; ``accepted`` are the recipients of what the provider has sent on."""

    def __init__(self, provider, seed):
        self.provider = provider
        self.dice = random.Random(seed)
        self.accepted = []
        self.keys = set()
        self.doubts = 0

    def __call__(self, message):
        is_sent = self.dice.randrange(4) > 0
        answer = self.dice.choice(ANSWERS["sent" if is_sent else "not sent"])
        self.doubts += answer in DOUBTFUL
        [recipient] = message.get("to") or [message["To"]]
        if is_sent:
            self.accept(recipient, self.provider.headers[-1]["Idempotency-Key"])
        honest = {"id": "1", "ErrorCode": 0, "Message": "OK", "MessageID": "1", "To": recipient}
        return FAULTS.get(answer, answer) if answer != "honest" else (200, honest)

    def accept(self, recipient, key):
        if key is None or key not in self.keys:
            self.accepted.append(recipient)
            self.keys.add(key)


def check(mailing, readers, use, name, seed):
    """Mail all readers through a provider that answers at random; return the result and doubts."""
    with provider_server.serve() as provider:
        provider.answer = Dice(provider, seed)
        use(provider_server.settings_for(name, provider.url, PATIENCE))
        work_until_through(mailing)
        result = reconcile(mailing, readers, provider.answer.accepted)
    assert result.violations == (0, 0, 0)
    return result.unknown, provider.answer.doubts


@pytest.mark.parametrize(
    "seed", [1, *(pytest.param(n, marks=pytest.mark.chaos) for n in range(2, 12))]
)
def test_a_provider_without_keys(mailing, enlist, use_mail_settings, seed):
    unknown, doubts = check(mailing, enlist(30), use_mail_settings, "postmark", seed)
    assert 0 < unknown <= doubts


@pytest.mark.parametrize(
    "seed", [1, *(pytest.param(n, marks=pytest.mark.chaos) for n in range(2, 12))]
)
def test_a_provider_that_knows_a_message_by_its_key(mailing, enlist, use_mail_settings, seed):
    unknown, doubts = check(mailing, enlist(30), use_mail_settings, "resend", seed)
    assert (unknown, doubts > 0) == (0, True)
