"""Formsets for rows with a chooser, such as a page's authors or categories."""

from collections.abc import Iterable
from typing import Any

from modelcluster.forms import BaseChildFormSet


class ChooserFormSet(BaseChildFormSet):
    """Treats rows without a choice as deleted.

    Wagtail shows as many empty rows as are required, and an error for each one left empty.
    """

    chooser_field_name = ""
    too_few_message = ""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if self.too_few_message:
            self.error_messages["too_few_forms"] = self.too_few_message

    def set_initial(self, chosen: Iterable[Any]) -> None:
        """Start the form of a new page with rows for these objects. Editors can remove them."""
        if not self.is_bound and not self.initial_form_count():
            self.initial_extra = [{self.chooser_field_name: one.pk} for one in chosen]

    def total_form_count(self) -> int:
        if self.is_bound:
            return super().total_form_count()
        return self.initial_form_count() + len(self.initial_extra or [])

    def _should_delete_form(self, form: Any) -> bool:
        return super()._should_delete_form(form) or not form[self.chooser_field_name].data
