from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from wagtail_therapy.authors.models import Author
from wagtail_therapy.content.dates import local_dates

NO_REVIEWERS = _("No one has a published bio in this language. Publish the reviewer’s first.")


class ReviewerField(forms.ModelChoiceField):
    def label_from_instance(self, author: Author) -> str:
        return " – ".join(part for part in (str(author), author.job_title) if part)


class ReviewForm(forms.Form):
    """Asks who reviewed a page, when, and what they found. Saves nothing."""

    data: Any

    # The version that the user saw when the form was opened.
    revision = forms.CharField(required=False, widget=forms.HiddenInput)
    reviewer = ReviewerField(
        label=_("Reviewed by"),
        empty_label=_("Choose a person"),
        queryset=Author.objects.none(),
        # So that a long name doesn't make the form wider than a phone.
        widget=forms.Select(attrs={"class": "w-w-full"}),
        help_text=_(
            "If you can, choose someone who didn’t write the page and doesn’t work here. Readers "
            "are told if it was an author, a colleague or someone independent."
        ),
    )
    day = forms.DateField(
        label=_("Reviewed on"),
        widget=AdminDateInput,
        help_text=_("Today, or the earlier day on which it was done."),
    )
    note = forms.CharField(
        label=_("Note"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What was checked or found. It’s kept in the page’s history, not on the page."),
    )

    def __init__(self, *args: Any, page: Any, initial: dict[str, Any] | None = None, **kwargs: Any):
        self.page = page
        given = {
            "revision": self._live_revision(),
            "reviewer": page.get_reviewer(),
            "day": local_dates.today(),
        }
        super().__init__(*args, initial=given | (initial or {}), **kwargs)
        self.fields["reviewer"].queryset = Author.objects.filter(
            live=True, locale=page.locale_id
        ).order_by("name", "pk")

    def clean_day(self) -> date:
        day = self.cleaned_data["day"]
        if day > local_dates.today():
            raise forms.ValidationError(_("This date is in the future."))
        return day

    def clean(self) -> Any:
        seen = self.cleaned_data.get("revision", "")
        if seen != self._live_revision():
            # The form is shown again with the current version.
            self.data = self.data.copy()
            self.data[self.add_prefix("revision")] = self._live_revision()
            raise forms.ValidationError(
                _("The page was published again while you had this form open. Read it once more.")
            )
        return super().clean()

    def _live_revision(self) -> str:
        return str(self.page.live_revision_id or "")
