"""The benchmark that attacks the sign-up form still runs, and the form still holds."""

import pytest

from benchmarks import proxy, sign_ups

pytestmark = pytest.mark.slow


@pytest.mark.skipif(proxy.PROGRAM is None, reason="nginx is not installed")
def test_one_mailbox_gets_three_mails_by_whatever_spelling(directory):
    found = sign_ups.bombing_figures(directory, 5, from_many=True, patience=3)
    assert {figure.name: figure.value for figure in found} == {
        "sign-ups: 5 posts by 5 networks: mails to the mailbox": 3,
        "sign-ups: 5 posts by 5 networks: rows": 5,
    }
