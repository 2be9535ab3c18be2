from typing import Any

from wagtail_therapy.approaches.publishing import claims_errors, fact_errors
from wagtail_therapy.authors.forms import AuthoredPageForm

ROWS = "approach_concerns"


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
        forms = {id(form.instance): form for form in self._kept_rows()}
        claiming = [form.instance for form in forms.values()]
        for row, errors in claims_errors(claiming, self.entered("references")):
            for name, message in errors.items():
                forms[id(row)].add_error(name, message)

    def _kept_rows(self) -> list[Any]:
        formset = self.formsets.get(ROWS)
        if formset is None:
            return []
        return [form for form in formset.forms if form not in formset.deleted_forms]
