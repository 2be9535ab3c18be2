from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from tests.practice.rows import call, crisis_line
from wagtail_therapy.practice.crisis import practice_lines, presets
from wagtail_therapy.practice.crisis.confirmations import State, confirm, line_before, state_of
from wagtail_therapy.practice.crisis.practice_lines import all_lines, lines_of
from wagtail_therapy.practice.models import PracticeSettings

TODAY = timezone.localdate()


@pytest.fixture
def practice(site):
    made = PracticeSettings.objects.create(
        site=site,
        crisis_preset="us",
        crisis_lines=[crisis_line("Night line", call("116 123"))],
    )
    made.refresh_from_db()
    return made


def states(practice):
    found = {line.key: state_of(line, practice.confirmed_lines) for line in all_lines(practice)}
    return {key: state for key, state in found.items() if state != State.NEVER}


def check(practice, *keys, day=TODAY):
    lines = [line for line in all_lines(practice) if line.key in keys]
    confirm(practice, lines, day, None)
    practice.refresh_from_db()


def test_each_line_is_confirmed_by_itself(practice):
    check(practice, "us-988", "us-abuse")

    assert states(practice) == {"us-988": State.CONFIRMED, "us-abuse": State.CONFIRMED}
    assert [line.key for line in lines_of(practice) if line.confirmed_date == TODAY] == [
        "us-988",
        "us-abuse",
    ]


@pytest.mark.parametrize(("days", "state"), [(183, State.CONFIRMED), (184, State.STALE)])
def test_line_is_to_be_confirmed_again_after_six_months(practice, days, state):
    check(practice, "us-988", day=TODAY - timedelta(days=days))

    assert states(practice) == {"us-988": state}


def test_update_that_changes_a_line_ends_its_confirmation_and_no_other(practice, monkeypatch):
    check(practice, "us-988", "us-abuse")
    preset = presets.preset_of("us")
    lines = tuple(
        replace(line, ways=line.ways[:1]) if line.key == "us-988" else line for line in preset.lines
    )
    monkeypatch.setattr(practice_lines, "preset_of", lambda _country: replace(preset, lines=lines))

    assert states(practice) == {"us-988": State.CHANGED, "us-abuse": State.CONFIRMED}
    [line] = [one for one in all_lines(practice) if one.key == "us-988"]
    before = line_before(line, practice.confirmed_lines)
    assert (len(before.ways), len(line.ways), line.confirmed_date) == (3, 1, None)


def test_editor_who_changes_a_line_ends_its_confirmation(practice):
    [own] = [line.key for line in all_lines(practice) if line.name == "Night line"]
    check(practice, own)
    value = practice.crisis_lines[0].value
    value["hours"] = "8 to 8"
    practice.save()
    practice.refresh_from_db()

    assert states(practice) == {own: State.CHANGED}


def test_source_may_change_without_another_look(practice, monkeypatch):
    check(practice, "us-988")
    preset = presets.preset_of("us")
    lines = tuple(replace(line, source="https://new.example/") for line in preset.lines)
    monkeypatch.setattr(practice_lines, "preset_of", lambda _country: replace(preset, lines=lines))

    assert states(practice) == {"us-988": State.CONFIRMED}


def test_colleagues_confirm_at_the_same_time(practice):
    other = PracticeSettings.objects.get(pk=practice.pk)
    check(practice, "us-988")
    check(other, "us-abuse")

    assert sorted(other.confirmed_lines) == ["us-988", "us-abuse"]


def test_confirmation_is_in_the_audit_log(practice, editor):
    confirm(practice, lines_of(practice)[:2], TODAY, editor)

    entry = ModelLogEntry.objects.get()
    assert (entry.user, entry.message) == (
        editor,
        f"Crisis lines checked on {TODAY:%b. %-d, %Y}: emergency, us-988",
    )
