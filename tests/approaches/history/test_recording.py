"""What is written down when an approach is published, through each door."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from wagtail.models import Locale

from tests.approaches.history.claim_changes import changes
from tests.pages import rows
from wagtail_therapy.approaches.models import ClaimChange
from wagtail_therapy.pages.models import ApproachPage

FEW = {"research": "few_studies", "outcome": "better_than_nothing", "reference_keys": "one"}
REFERENCES = [rows.reference("one", kind="trial")]


@pytest.fixture
def act(site, grief):
    index = rows.approaches(site)
    return rows.approach(
        index,
        "ACT",
        short_definition="ACT.",
        concerns=[rows.used_for(grief)],
        references=REFERENCES,
    )


def edited(page, **fields):
    """Return the page as an editor leaves it: a row of its concern says something else."""
    page = ApproachPage.objects.get(pk=page.pk)
    page.approach_concerns = [rows.used_for(row.concern, **FEW) for row in page.get_concern_rows()]
    for name, value in fields.items():
        setattr(page, name, value)
    return page


FIRST = ("Grief", "first", "")
STRONGER = ("Grief", "stronger", "")


def test_first_publication_begins_the_history(act):
    assert changes(act) == [FIRST]


def test_draft_is_in_no_history(act):
    edited(act).save_revision()

    assert changes(act) == [FIRST]


def test_publishing_twice_writes_one_change(act):
    rows.publish(edited(act))
    rows.publish(edited(act))

    assert changes(act) == [FIRST, STRONGER]


def test_change_stores_the_claim_before_and_after(act):
    rows.publish(edited(act))

    change = ClaimChange.objects.first()
    assert (change.before["research"], change.after["research"]) == ("not_checked", "few_studies")


def test_script_that_saves_a_live_page_is_recorded(act):
    edited(act).save()

    assert changes(act) == [FIRST, STRONGER]


def test_scheduled_change_is_recorded_on_its_day(act, time_machine):
    soon = timezone.now() + timedelta(hours=1)
    edited(act, go_live_at=soon).save_revision().publish()
    assert changes(act) == [FIRST]

    time_machine.move_to(soon + timedelta(minutes=1))
    call_command("publish_scheduled")

    assert changes(act) == [FIRST, STRONGER]
    assert ClaimChange.objects.first().changed_at > soon


def test_concern_that_is_not_named_any_more_is_withdrawn_and_may_come_back(act, grief):
    act.approach_concerns = []
    rows.publish(act)
    act.approach_concerns = [rows.used_for(grief)]
    rows.publish(act)

    assert changes(act) == [FIRST, ("Grief", "withdrawn", ""), ("Grief", "new", "")]


def test_reason_is_kept_with_the_change_that_it_came_with(act, grief):
    rows.publish(edited(act, change_note="A trial was added. ", updated_date=date(2026, 10, 6)))
    later = ApproachPage.objects.get(pk=act.pk)
    later.approach_concerns = [rows.used_for(grief)]
    rows.publish(later)

    # The old reason is still on the page; it is not that of the second change.
    assert changes(act) == [
        FIRST,
        ("Grief", "stronger", "A trial was added."),
        ("Grief", "weaker", ""),
    ]


def test_reason_of_an_earlier_correction_is_not_that_of_a_later_change(act):
    act.change_note = "The price was corrected."
    rows.publish(act)

    rows.publish(edited(act))

    assert changes(act) == [FIRST, STRONGER]


def test_page_that_was_unpublished_goes_on_where_it_was(act):
    act.unpublish()
    rows.publish(edited(act))

    assert changes(act) == [FIRST, STRONGER]


def test_change_is_not_recorded_where_the_page_could_not_be_saved(act):
    with transaction.atomic():
        edited(act).save()
        transaction.set_rollback(True)

    assert changes(act) == [FIRST]


def test_copies_aliases_and_translations_begin_a_history_of_their_own(act):
    rows.publish(edited(act))

    copy = act.copy(update_attrs={"slug": "copy"})
    alias = act.create_alias(update_slug="alias")
    german = Locale.objects.create(language_code="de")
    draft = act.copy_for_translation(german, copy_parents=True)

    assert [changes(page) for page in (copy, alias, draft)] == [[FIRST], [FIRST], []]


def test_alias_follows_its_original(act):
    alias = act.create_alias(update_slug="alias")

    rows.publish(edited(act))

    assert changes(alias) == [FIRST, STRONGER]


def test_history_is_deleted_with_the_page(act):
    act.delete()

    assert ClaimChange.objects.count() == 0
