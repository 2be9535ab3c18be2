from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import Block, StructBlock
from wagtail.fields import RichTextField, StreamField

# Without "embed": its iframe would tell another company who reads which page.
# Without headings: the heading block sets their level.
INLINE_FEATURES = ["bold", "italic", "link", "document-link"]
PROSE_FEATURES = [*INLINE_FEATURES, "ol", "ul", "superscript"]
# Of blocks and their templates that are the same for all visitors: ours, and those of Wagtail.
PACKAGES = ("wagtail.", "wagtail_therapy.")
TEMPLATES = "wagtail"
KEPT_ATTRIBUTE = "_therapy_is_kept"


class TherapyStreamField(StreamField):
    """A StreamField whose blocks aren't part of migrations.

    So hosts can change blocks, and we can add some, without a migration in any app. Data migrations
    of its content have to define the blocks themselves.
    """

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, _path, _args, kwargs = super().deconstruct()
        # Without it, makemigrations would find a change each time.
        kwargs["block_lookup"] = {}
        # The default isn't part of migrations either.
        kwargs.pop("default", None)
        return name, "wagtail.fields.StreamField", [[]], kwargs

    def get_default(self) -> Any:
        """Return the default, with the defaults of blocks for what it leaves out.

        Wagtail doesn't fill in a struct's missing values, and its form shows them as "undefined".
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
    """A RichTextField that Wagtail's API v2 returns as readers see it; see ``api.rich_text``."""

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, _path, args, kwargs = super().deconstruct()
        return name, "wagtail.fields.RichTextField", args, kwargs


class ChoicesField(models.JSONField):
    """Multiple choices, stored as a list of values in the order of the choices.

    The choices are the ``options``, pairs of a value and a label. They aren't part of migrations,
    so a host can have others without one.
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
        # Skips JSONField's method, which passes an encoder to the form field.
        return models.Field.formfield(self, **(field | kwargs))

    def clean(self, value: Any, model_instance: Any) -> Any:
        """Return the values in the order of the choices, each once.

        :raises ValidationError: a value isn't one of the choices.
        """
        chosen = super().clean(value or [], model_instance)
        return [key for key, _label in self.options if key in chosen]

    def validate(self, value: Any, model_instance: Any) -> None:
        super().validate(value, model_instance)
        known = [key for key, _label in self.options]
        if not isinstance(value, list) or any(one not in known for one in value):
            raise ValidationError(_("Choose from the list."), code="invalid_choice")

    def labels(self, value: Iterable[str] | None) -> list[str]:
        """Return the labels for readers, without values that are no longer choices."""
        chosen = value or []
        return [str(label) for key, label in self.options if key in chosen]


def block_types(stream: Any) -> list[str]:
    """Return the types of the blocks in a stream, without reading what is in them."""
    return [one["type"] for one in stream.raw_data]


def is_kept(stream: Any) -> bool:
    """Whether all blocks in a stream are the same for all visitors, so that HTML may be kept.

    Our blocks are, but for those that say ``is_kept = False`` in their ``Meta``. A host's block is
    one only if it says ``is_kept = True``.
    """
    known = stream.stream_block.child_blocks
    return all(is_kept_block(known[name]) for name in set(block_types(stream)) & known.keys())


def is_kept_block(block: Any) -> bool:
    """Whether a block is the same for all visitors, with all that may be in it."""
    known = vars(block)
    if KEPT_ATTRIBUTE not in known:
        said = getattr(block.meta, "is_kept", None)
        known[KEPT_ATTRIBUTE] = _is_ours(block) if said is None else said
    return known[KEPT_ATTRIBUTE]


def _is_ours(block: Any) -> bool:
    template = getattr(block.meta, "template", None) or TEMPLATES
    is_ours = type(block).__module__.startswith(PACKAGES) and template.startswith(TEMPLATES)
    within = getattr(block, "child_blocks", {}).values()
    items = [block.child_block] if hasattr(block, "child_block") else []
    return is_ours and all(is_kept_block(one) for one in [*within, *items])
