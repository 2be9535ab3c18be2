"""When a person agreed, as services write it."""

from datetime import UTC, datetime

import pytest

from tests.newsletter.readers.subscriber_files.files import records
from wagtail_therapy.newsletter.readers.subscriber_files.records import Record
from wagtail_therapy.newsletter.readers.subscriber_files.states import State

DAY = datetime(2021, 1, 12, 10, 54, 27, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2021-01-12 10:54:27", DAY),
        ("2021-01-12T10:54:27.000Z", DAY),
        ("2021-01-12 10:54:27 UTC", DAY),
        ("January 12, 2021 at 10:54:27 AM PST", DAY),
        ("12/01/2021", None),
        ("2121-01-12 10:54:27", None),
        ("", None),
    ],
)
def test_consent_is_dated_unless_the_date_can_mean_two_days(written, expected):
    content = f'email;email_disabled;created_at\nada@mail.example;no;"{written}"\n'
    assert records(content) == [
        Record("list.csv", 2, State.SUBSCRIBED, "ada@mail.example", expected)
    ]
