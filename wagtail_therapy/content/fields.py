from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import Block, StructBlock
from wagtail.fields import RichTextField, StreamField

# No "embed": its iframe would tell another company who reads which page.
# No headings: their level is fixed by the heading block.
INLINE_FEATURES = ["bold", "italic", "link", "document-link"]
PROSE_FEATURES = [*INLINE_FEATURES, "ol", "ul", "superscript"]


class TherapyStreamField(StreamField):
    """A StreamField whose blocks are no part of the schema.

    A host may change the blocks, and we may add some, without a migration in anybody's app. A data
    migration over its content therefore has to state the blocks itself.
    """

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, _path, _args, kwargs = super().deconstruct()
        # An absent lookup would differ from the one in the migration at every makemigrations.
        kwargs["block_lookup"] = {}
        # What new pages start from is no part of it either.
        kwargs.pop("default", None)
        return name, "wagtail.fields.StreamField", [[]], kwargs

    def get_default(self) -> Any:
        """Return what a new page starts from; parts that are not given have their own defaults.

        Wagtail takes a dictionary as the whole value, and its form shows "undefined" for the rest.
        """
        started = models.Field.get_default(self)
        if isinstance(started, list):
            blocks = self.stream_block.child_blocks
            started = [
                (name, _with_defaults(blocks[name], part), *id_) for name, part, *id_ in started
            ]
        return self.stream_block.normalize(started)


def _with_defaults(block: Block, value: Any) -> Any:
    if not (isinstance(block, StructBlock) and type(value) is dict):
        return value
    return {
        name: _with_defaults(child, value[name]) if name in value else child.get_default()
        for name, child in block.child_blocks.items()
    }


class TherapyRichTextField(RichTextField):
    """A RichTextField that Wagtail's API v2 tells as HTML for readers; see ``shown_texts``."""

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, _path, args, kwargs = super().deconstruct()
        return name, "wagtail.fields.RichTextField", args, kwargs


class ChoicesField(models.JSONField):
    """Some of a few choices, kept as a list of their values in the order of the choices.

    The choices are given as ``options``, pairs of a value and a label. They are no part of the
    schema, so a host may have others without a migration.
    """

    def __init__(self, *args: Any, options: Iterable[tuple[str, str]] = (), **kwargs: Any):
        self.options = list(options)
        super().__init__(*args, **({"default": list, "blank": True} | kwargs))

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs

    def formfield(self, **kwargs: Any) -> Any:
        field = {
            "form_class": forms.MultipleChoiceField,
            "choices": self.options,
            "widget": forms.CheckboxSelectMultiple,
        }
        # Not that of JSONField, which knows a form field with an encoder only.
        return models.Field.formfield(self, **(field | kwargs))

    def clean(self, value: Any, model_instance: Any) -> Any:
        """Return the values in the order of the choices, each once.

        :raises ValidationError: one of them is no choice.
        """
        chosen = super().clean(value or [], model_instance)
        return [key for key, _label in self.options if key in chosen]

    def validate(self, value: Any, model_instance: Any) -> None:
        super().validate(value, model_instance)
        known = [key for key, _label in self.options]
        if not isinstance(value, list) or any(one not in known for one in value):
            raise ValidationError(_("Choose from the list."), code="invalid_choice")

    def labels(self, value: Iterable[str] | None) -> list[str]:
        """Return what readers are shown of a value, without what is no choice any more."""
        chosen = value or []
        return [str(label) for key, label in self.options if key in chosen]
