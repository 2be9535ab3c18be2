"""Workers to kill, and a mailing for them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import processes
from tests.chaos.workers import WorkerPool
from tests.newsletter.conftest import (  # noqa: F401 -- fixtures are found by their names
    author,
    mailing,
    make_mailing,
    make_post,
    practice,
    therapy,
    use_mail_settings,
)
from wagtail_therapy.newsletter import email_addresses
from wagtail_therapy.newsletter.models import Subscriber


@pytest.fixture
def worker_pool(fork_server, smtp_server):
    """Starts workers on the tests' database that send to ``smtp_server``."""
    return WorkerPool(fork_server, processes.smtp_environ(smtp_server))


@pytest.fixture
def enlist(site):
    """Return a function that puts so many readers on the list and returns their addresses."""

    def enlist(number):
        emails = [f"reader-{n}@mail.example" for n in range(number)]
        Subscriber.objects.bulk_create([reader(site, email) for email in emails], batch_size=1_000)
        return emails

    return enlist


def reader(site, email) -> Subscriber:
    return Subscriber(
        site=site,
        email=email,
        email_key=email_addresses.address_key(email),
        address_hash=email_addresses.address_hash(email),
        status=Subscriber.Status.ACTIVE,
        confirmed_at=timezone.now() - timedelta(days=1),
    )
