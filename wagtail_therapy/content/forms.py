from django.core.exceptions import ValidationError
from wagtail.admin.forms import WagtailAdminPageForm

from .citations import check_citations


class CitingPageForm(WagtailAdminPageForm):
    """The form of a page with a ``body`` that cites its ``references``: ``base_form_class``.

    A page's own ``clean()`` cannot ask for this: it is not told that a draft is being saved.
    """

    def clean(self):
        cleaned = super().clean()
        if not self.is_deferred_validation and "body" in self.cleaned_data:
            try:
                check_citations(self.cleaned_data["body"], self.cleaned_data.get("references"))
            except ValidationError as error:
                self.add_error(None, error)
        return cleaned
