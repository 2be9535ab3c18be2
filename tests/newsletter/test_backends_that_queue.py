"""Packages that put mail into a queue of theirs and send it on later."""

import json
import os
import subprocess
import sys

import django
import pytest

from tests.newsletter import expected_email
from tests.processes import smtp_environ
from tests.wheels import ROOT

pytestmark = pytest.mark.slow
POST = "import django; django.setup(); from tests.mail_queues import send_post; send_post.main()"
# django-mailer keeps the message itself; these two keep its parts.
REBUILT_BY_QUEUE = [
    "post_office",
    pytest.param(
        "djcelery_email",
        marks=pytest.mark.skipif(
            django.VERSION >= (6, 0), reason="django-celery-email 3.0 fails with Django 6"
        ),
    ),
]


@pytest.fixture(scope="module")
def posted(smtp_server_process):
    """What each was to send, and what it has sent, by the name of the package."""
    smtp_server_process.clear()
    smtp_server_process.rules()
    environ = os.environ | smtp_environ(smtp_server_process)
    run = subprocess.run(
        [sys.executable, "-c", POST],
        check=False,
        cwd=ROOT,
        env=environ | {"DJANGO_SETTINGS_MODULE": "tests.mail_queues.settings"},
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    posts = [json.loads(line) for line in run.stdout.splitlines()]
    sent = smtp_server_process.messages()
    return {name: (*rest, mail) for (name, *rest), mail in zip(posts, sent, strict=True)}


def test_post_through_django_mailer_says_what_we_meant(posted):
    state, expected, mail = posted["mailer"]
    assert (state, mail.rcpt_tos) == ("sent", [expected["To"][1]])
    assert expected_email.parsed(mail.content) == expected


@pytest.mark.parametrize("name", REBUILT_BY_QUEUE)
def test_post_that_a_queue_rebuilds_keeps_our_content(posted, name):
    state, expected, mail = posted[name]
    assert (state, mail.rcpt_tos) == ("sent", [expected["To"][1]])
    found = expected_email.parsed_by_python(mail.content)
    ended = expected_email.with_last_line_break
    assert ended(found) == ended(expected)
