from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm

from .citations import check_citations
from .days import day_of, today

DATES = ["updated_date", "first_published_at"]


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
        self._check_update()
        return cleaned

    def _check_update(self) -> None:
        """Refuse an update of what was not published yet: readers see both dates."""
        updated, entered = (self.cleaned_data.get(name) for name in DATES)
        published_at = entered or self.instance.first_published_at
        published = day_of(published_at) if published_at else today()
        # A draft may be published on a later day.
        is_known = published_at or not self.is_deferred_validation
        if updated and is_known and updated < published:
            self.add_error("updated_date", _("This date is before the day it was published."))
