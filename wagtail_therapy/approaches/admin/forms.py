from typing import Any

from wagtail_therapy.approaches.evidence.source_requirements import (
    RowErrors,
    recommendations_errors,
    research_errors,
)
from wagtail_therapy.approaches.publish_requirements import CONCERNS, RECOMMENDATIONS, fact_errors
from wagtail_therapy.authors.admin.forms import AuthoredPageForm


class ApproachForm(AuthoredPageForm):
    """The form of an approach. Publishing shows an error at each field that lacks what it needs.

    A draft may lack all of that, even the draft of a live page.
    """

    is_checked = False

    def is_valid(self) -> bool:
        # Here, not in clean(), which runs before the rows are read and the fields are set.
        is_valid = super().is_valid()
        if self.is_bound and not self.is_deferred_validation and not self.is_checked:
            self.is_checked = True
            self._check_facts()
            self._check_claims()
            is_valid = super().is_valid()
        return is_valid

    def _check_facts(self) -> None:
        for name, message in fact_errors(self.instance).items():
            # A host may have no panel for it.
            self.add_error(name if name in self.fields else None, message)

    def _check_claims(self) -> None:
        concern_forms = self._row_forms(CONCERNS)
        recommendation_forms = self._row_forms(RECOMMENDATIONS)
        rows = [form.instance for form in concern_forms]
        recommendations = [form.instance for form in recommendation_forms]
        references = self.submitted_value("references")
        _add_errors(research_errors(rows, recommendations, references), concern_forms)
        _add_errors(recommendations_errors(recommendations, rows, references), recommendation_forms)

    def _row_forms(self, relation: str) -> list[Any]:
        """Return the forms of the rows that are not deleted."""
        formset = self.formsets.get(relation)
        if formset is None:
            return []
        return [form for form in formset.forms if form not in formset.deleted_forms]


def _add_errors(found: RowErrors, forms: list[Any]) -> None:
    form_of = {id(form.instance): form for form in forms}
    for row, errors in found:
        form = form_of[id(row)]
        for name, message in errors.items():
            # Django has already said that the field is required.
            if name not in form.errors:
                form.add_error(name, message)
