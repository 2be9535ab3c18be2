import pytest
from django.core.exceptions import ValidationError
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.state import ModelState, ProjectState
from django.forms import CheckboxSelectMultiple
from wagtail.blocks import CharBlock, StreamBlock, StructBlock

from wagtail_therapy.content.fields import ChoicesField, TherapyStreamField


def state(*blocks):
    project = ProjectState()
    fields = [("body", TherapyStreamField(StreamBlock(list(blocks)), blank=True))]
    project.add_model(ModelState("host", "Page", fields))
    return project


def test_stream_field_freezes_no_blocks():
    field = TherapyStreamField([("text", CharBlock())], blank=True)

    _name, path, args, kwargs = field.deconstruct()

    assert (path, args, kwargs) == (
        "wagtail.fields.StreamField",
        [[]],
        {"blank": True, "block_lookup": {}},
    )


def test_stream_field_freezes_no_default():
    field = TherapyStreamField([("text", CharBlock())], default=list)

    assert "default" not in field.deconstruct()[3]


def test_stream_field_needs_no_migration_when_its_blocks_change():
    before = state(("text", CharBlock()))
    after = state(("text", CharBlock(label="Words")), ("more", CharBlock()))

    assert MigrationAutodetector(before, after)._detect_changes() == {}


def test_stream_field_completes_what_new_pages_start_from():
    person = StructBlock([("name", CharBlock(default="Ada")), ("role", CharBlock())])
    team = StructBlock([("lead", person), ("room", CharBlock())])
    field = TherapyStreamField([("team", team)], default=[("team", {"lead": {"role": "x"}})])

    assert field.get_default().get_prep_value()[0]["value"] == {
        "lead": {"name": "Ada", "role": "x"},
        "room": None,
    }


OPTIONS = [("a", "First"), ("b", "Second")]


def test_choices_field_freezes_no_choices():
    field = ChoicesField("letters", options=OPTIONS)

    assert field.deconstruct()[1:] == (
        "django.db.models.JSONField",
        [],
        {"verbose_name": "letters", "default": list, "blank": True},
    )


@pytest.mark.parametrize(
    ("value", "kept"), [(["b", "a", "a"], ["a", "b"]), ([], []), (None, []), ("", [])]
)
def test_choices_field_keeps_each_choice_once_in_their_order(value, kept):
    assert ChoicesField(options=OPTIONS).clean(value, None) == kept


@pytest.mark.parametrize("value", [["c"], "a", {"a": 1}])
def test_choices_field_takes_nothing_else(value):
    with pytest.raises(ValidationError, match="Choose from the list"):
        ChoicesField(options=OPTIONS).clean(value, None)


def test_choices_field_is_a_list_of_checkboxes():
    form_field = ChoicesField(options=OPTIONS).formfield()

    assert (type(form_field.widget), form_field.choices, form_field.required) == (
        CheckboxSelectMultiple,
        OPTIONS,
        False,
    )


@pytest.mark.parametrize(("value", "labels"), [(["b", "gone"], ["Second"]), (None, [])])
def test_choices_field_knows_what_readers_are_shown(value, labels):
    assert ChoicesField(options=OPTIONS).labels(value) == labels
