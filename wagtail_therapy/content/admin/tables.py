"""Columns of lists in the admin."""

from typing import Any

from django.utils.text import capfirst
from wagtail.admin.ui.tables import BooleanColumn, Column


class TickColumn(BooleanColumn):
    """Shows a tick where something is so, and nothing where it isn't.

    Wagtail's red cross reads like an error. Here both answers are fine.
    """

    cell_template_name = "wagtail_therapy/content/admin/tick_cell.html"


class CapitalizedColumn(Column):
    """Shows the label of a choice with a capital letter. Labels have none, for use in sentences."""

    def get_value(self, instance: Any) -> str:
        return capfirst(super().get_value(instance))
