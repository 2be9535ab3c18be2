from typing import Any

from wagtail_therapy.approaches.evidence.sources import (
    RowErrors,
    recommendations_errors,
    research_errors,
)
from wagtail_therapy.approaches.publish_requirements import CONCERNS, RECOMMENDATIONS, fact_errors
from wagtail_therapy.authors.admin.forms import AuthoredPageForm


class ApproachForm(AuthoredPageForm):
    """The form of an approach. What it must have to be published is asked for where it is missing.

    A draft may lack all of that, also the draft of a live page.
    """

    is_checked = False

    def is_valid(self) -> bool:
        # Here, not in clean(): that comes before the rows are read and the fields are set.
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
        concerns, said = self._kept_rows(CONCERNS), self._kept_rows(RECOMMENDATIONS)
        rows = [form.instance for form in concerns]
        recommendations = [form.instance for form in said]
        references = self.submitted_value("references")
        _add(research_errors(rows, recommendations, references), concerns)
        _add(recommendations_errors(recommendations, rows, references), said)

    def _kept_rows(self, relation: str) -> list[Any]:
        formset = self.formsets.get(relation)
        if formset is None:
            return []
        return [form for form in formset.forms if form not in formset.deleted_forms]


def _add(found: RowErrors, forms: list[Any]) -> None:
    own = {id(form.instance): form for form in forms}
    for row, errors in found:
        form = own[id(row)]
        for name, message in errors.items():
            # Django says of it already that it is missing.
            if name not in form.errors:
                form.add_error(name, message)
