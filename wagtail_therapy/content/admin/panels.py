"""Panels for the page editor."""

from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, InlinePanel, MultipleChooserPanel, Panel

from ..orderables.formsets import ChooserFormSet

# Wagtail opens a collapsed panel that has errors. With this icon, it shows an arrow.
COLLAPSED: Any = {"classname": "collapsed", "icon": "placeholder"}


class AdvicePanel(Panel):
    """Shows advice about the saved page. Hidden if there is none.

    The advice is what the page's ``get_advice()`` returns: see ``content.content_checks.advice``.
    """

    def __init__(self, heading: str = "", icon: str = "warning", **kwargs: Any):
        super().__init__(heading=heading or _("Before you publish"), icon=icon, **kwargs)

    class BoundPanel(Panel.BoundPanel):
        template_name = "wagtail_therapy/content/admin/advice_panel.html"

        @cached_property
        def advice(self) -> list[Any]:
            # A new page is still empty.
            return self.instance.get_advice() if self.instance.pk else []

        def is_shown(self) -> bool:
            return bool(self.advice)


class OptionalRelationPanel(Panel):
    """A panel for a relation that the host has to add to a mixin, such as rows or tags.

    If it's missing, Wagtail's panels raise an error before ``check`` can say what is missing.
    """

    name_attribute = "relation_name"

    def bind_to_model(self, model: Any) -> Panel:
        if hasattr(model, getattr(self, self.name_attribute)):
            return super().bind_to_model(model)
        missing = _("This page type is not complete: run manage.py check.")
        return HelpPanel(content=missing).bind_to_model(model)


class OptionalInlinePanel(OptionalRelationPanel, InlinePanel):
    """Wagtail's InlinePanel, for rows that the host has to add."""


class OptionalChooserPanel(OptionalRelationPanel, MultipleChooserPanel):
    """Wagtail's MultipleChooserPanel, for rows that the host has to add.

    It opens without an empty row. ``too_few_message`` is the error for fewer than ``min_num`` rows.
    """

    def __init__(self, relation_name: str, too_few_message: str = "", **kwargs: Any):
        self.too_few_message = too_few_message
        super().__init__(relation_name, **kwargs)

    def clone_kwargs(self) -> dict[str, Any]:
        return super().clone_kwargs() | {"too_few_message": self.too_few_message}

    def get_form_options(self) -> dict[str, Any]:
        options = super().get_form_options()
        attributes = {
            "chooser_field_name": self.chooser_field_name,
            "too_few_message": self.too_few_message,
        }
        formset = type("ChooserFormSet", (ChooserFormSet,), attributes)
        options["formsets"][self.relation_name]["formset"] = formset
        return options


class OptionalTagsPanel(OptionalRelationPanel, FieldPanel):
    """Wagtail's FieldPanel, for tags that the host has to add."""

    name_attribute = "field_name"
