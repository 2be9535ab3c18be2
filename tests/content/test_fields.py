from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.state import ModelState, ProjectState
from wagtail.blocks import CharBlock, StreamBlock

from wagtail_therapy.content.fields import TherapyStreamField


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


def test_stream_field_needs_no_migration_when_its_blocks_change():
    before = state(("text", CharBlock()))
    after = state(("text", CharBlock(label="Words")), ("more", CharBlock()))

    assert MigrationAutodetector(before, after)._detect_changes() == {}
