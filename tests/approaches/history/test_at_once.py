"""A page and a guideline that change in the same moment."""

from threading import Thread

import pytest
from django.db import connection, transaction

from tests.approaches.history.claim_changes import changes
from tests.newsletter.locks import is_lock_awaited
from tests.pages import rows
from tests.processes import wait_until
from wagtail_therapy.approaches.history.locks import lock_pages
from wagtail_therapy.approaches.models import ClaimChange

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="others share no locks"),
]


@pytest.fixture
def act(site, nice):
    grief = rows.concern("Grief")
    concerns = [rows.used_for(grief)]
    return rows.approach(rows.approaches(site), "ACT", short_definition="ACT.", concerns=concerns)


def meanwhile(work):
    """Begin to run it on a connection of its own; return once it waits for us, or is through."""

    def run():
        try:
            work()
        finally:
            connection.close()

    thread = Thread(target=run)
    thread.start()
    wait_until(lambda: is_lock_awaited() or not thread.is_alive())
    return thread


def test_guideline_that_is_withdrawn_while_a_page_begins_to_name_it_is_in_the_history(act, nice):
    def withdraw():
        nice.status = "withdrawn"
        nice.save()

    with transaction.atomic():
        (row,) = act.get_concern_rows()
        act.approach_recommendations = [rows.says(row.concern)]
        rows.publish(act)
        withdrawing = meanwhile(withdraw)
    withdrawing.join()

    assert changes(act) == [
        ("Grief", "first", ""),
        ("Grief", "stronger", ""),
        ("Grief", "guideline_withdrawn", ""),
    ]


def test_page_that_names_a_guideline_while_it_is_withdrawn_says_so(act, nice):
    def name():
        (row,) = act.get_concern_rows()
        act.approach_recommendations = [rows.says(row.concern)]
        rows.publish(act)

    with transaction.atomic():
        nice.status = "withdrawn"
        nice.save()
        naming = meanwhile(name)
    naming.join()

    assert changes(act) == [("Grief", "first", ""), ("Grief", "stronger", "")]
    after = ClaimChange.objects.first().after
    assert [one["status"] for one in after["guidelines"]] == ["withdrawn"]


def test_concern_is_deleted_while_a_page_that_names_it_is_published(act):
    (row,) = act.get_concern_rows()
    with transaction.atomic():
        lock_pages([act.pk])
        deleting = meanwhile(row.concern.delete)
        rows.publish(act)
    deleting.join()

    assert changes(act) == [("Grief", "first", ""), ("Grief", "withdrawn", "")]
