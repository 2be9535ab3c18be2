from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from wagtail_therapy.approaches.choices import ConcernKind
from wagtail_therapy.approaches.management import starter_data
from wagtail_therapy.approaches.models import Concern, Guideline


def load(**options):
    out = StringIO()
    call_command("therapy_starter_concerns", stdout=out, **options)
    return out.getvalue().splitlines()


def test_starter_set_is_loaded_once_and_then_belongs_to_the_practice(site):
    kept = Concern.objects.create(name="Sadness", slug="depression")

    first = load()
    Concern.objects.filter(slug="grief").update(description="Ours.")
    again = load()

    number = len(starter_data.read()["concerns"]) - 1
    assert (first[-1], again) == (
        f"{number} concerns added. Read each before you use it.",
        ["0 concerns added. Read each before you use it."],
    )
    kept.refresh_from_db()
    assert (kept.name, Concern.objects.get(slug="grief").description) == ("Sadness", "Ours.")


def test_starter_set_covers_all_groups_with_unchecked_guidelines(site):
    load()

    assert {one.kind for one in Concern.objects.all()} == set(ConcernKind.values)
    assert [one.name for one in Concern.objects.filter(offers_exit=True)] == ["Abuse at home"]
    assert not Guideline.objects.exclude(checked_date=None).exists()
    panic, anxiety = (Concern.objects.get(slug=slug) for slug in ("panic", "anxiety"))
    assert [one.first_choices for one in panic.get_guidelines()] == [
        ["Self-help", "Cognitive behavioural therapy"]
    ]
    shared = {one.guideline for each in (panic, anxiety) for one in each.get_guidelines()}
    assert [one.name for one in shared] == ["NICE CG113 (2011)"]
    for one in [*Concern.objects.all(), *Guideline.objects.all()]:
        one.full_clean()


def test_unknown_language_is_an_error(site):
    with pytest.raises(CommandError, match="does not have that language"):
        load(language="xx")


def test_duplicate_guideline_is_an_error_and_nothing_is_added(site):
    for title in ("Grief", "Loss"):
        row = starter_data.read()["guidelines"]["nice-ng222"]
        Guideline.objects.create(**row | {"title": title})

    with pytest.raises(CommandError) as error:
        load()

    assert str(error.value) == (
        "Nothing was added: there are several guidelines NICE NG222 (2022). Delete all but one of "
        "them under Practice → Guidelines, then run this again."
    )
    assert (Concern.objects.count(), Guideline.objects.count()) == (0, 2)


def test_concern_of_the_same_name_stays_beside_the_one_that_is_added(site):
    for slug in ("low-mood", "sadness"):
        Concern.objects.create(name="Depression", slug=slug)

    load()

    assert list(Concern.objects.filter(name="Depression").values_list("slug", flat=True)) == [
        "low-mood",
        "sadness",
        "depression",
    ]
