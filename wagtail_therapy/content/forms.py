from typing import Any

from django.core.exceptions import ValidationError
from wagtail.admin.forms import WagtailAdminPageForm

from .citations import check_citations


class CitingPageForm(WagtailAdminPageForm):
    """The form of a page with a ``body`` that cites its ``references``: ``base_form_class``.

    A page's own ``clean()`` cannot ask for this: it is not told that a draft is being saved.
    """

    def clean_first_published_at(self) -> Any:
        """Return the date that was entered, to the second where nobody has changed it.

        The field shows minutes. Rounded down, pages of one minute would change places.
        """
        entered = self.cleaned_data["first_published_at"]
        stored = self.instance.first_published_at
        is_unchanged = entered and stored and entered == stored.replace(second=0, microsecond=0)
        return stored if is_unchanged else entered

    def clean(self) -> Any:
        cleaned = super().clean()
        if not self.is_deferred_validation and "body" in self.cleaned_data:
            try:
                check_citations(self.cleaned_data["body"], self.cleaned_data.get("references"))
            except ValidationError as error:
                self.add_error(None, error)
        return cleaned
