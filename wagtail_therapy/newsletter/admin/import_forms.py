"""The forms of the import: the file, and where consent comes from."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables

from wagtail_therapy.content.file_imports.uploads import MEGABYTE

from ..readers.subscriber_files.errors import UnreadableFileError
from ..readers.subscriber_files.known_services import service_of
from ..readers.subscriber_files.layouts import Layout
from ..readers.subscriber_files.reading import tables

# A list of a hundred thousand readers, with all that a service adds, has about 30 MB.
MOST_BYTES = 50 * MEGABYTE
TOO_LARGE = _(
    "This file is too large: we take up to %(megabytes)d MB. Split it into several files, each "
    "with the first line, or pack it into a ZIP file."
)
SUBJECT = _("Would you like our new posts by email?")
TEXT = _(
    "Hello,\n\nwe have your address because you were in touch with us. We now email our new posts, "
    "about once a month. Would you like to get them?"
)


def too_large() -> str:
    return str(TOO_LARGE) % {"megabytes": MOST_BYTES // MEGABYTE}


class FileForm(forms.Form):
    """The file of another service. ``layouts`` is what we propose for each of its tables."""

    site = forms.ModelChoiceField(
        None, label=_("To the list of"), empty_label=_("Choose a site"), required=True
    )
    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "A CSV, Excel or ZIP file, as the other service exports it. You don’t have to unpack "
            "or change it."
        ),
        error_messages={
            "required": _("Choose a file."),
            "empty": _("This file is empty."),
        },
    )

    use_required_attribute = False

    def __init__(self, *args: Any, sites: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.layouts: list[Layout] = []
        self.fields["site"].queryset = sites
        self.fields["file"].widget.attrs["accept"] = ".csv,.tsv,.txt,.xlsx,.xlsm,.zip"
        self.only_site = sites[0] if len(sites) == 1 else None
        if self.only_site:
            del self.fields["site"]

    def chosen_site(self) -> Any:
        return self.only_site or self.cleaned_data["site"]

    @sensitive_variables()
    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(too_large())
        try:
            self.layouts = [_proposed(table) for table in tables(file, file.name)]
        except UnreadableFileError as error:
            raise forms.ValidationError(error.message) from None
        if all(layout.address is None for layout in self.layouts):
            raise forms.ValidationError(
                _("We found no column with email addresses in this file. Please check the file.")
            )
        file.seek(0)
        return file


@sensitive_variables()
def _proposed(table: Any) -> Layout:
    return Layout.proposed(table, service_of(table.header))


class ConsentForm(forms.Form):
    """Where these people agreed, or the email that asks them, because they didn't."""

    AGREED, ASK = "agreed", "ask"

    basis = forms.ChoiceField(
        label=_("Did these people agree to get your emails?"),
        widget=forms.RadioSelect,
        choices=[
            (AGREED, _("Yes, and I can say where and when")),
            (ASK, _("No, or I don’t know: ask each of them once")),
        ],
        error_messages={"required": _("Choose one of these.")},
    )
    statement = forms.CharField(
        label=_("Where and when they agreed"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "In your own words, such as “They signed up on our old site from 2019 to 2026, and "
            "confirmed by email.” We keep it with each address as proof of consent. Don’t name "
            "anyone."
        ),
    )
    subject = forms.CharField(
        label=_("Subject of the email"), required=False, max_length=120, initial=SUBJECT
    )
    text = forms.CharField(
        label=_("Text of the email"),
        required=False,
        max_length=3000,
        initial=TEXT,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_(
            "We add a button to say yes, a link to say never, the day on which we delete the "
            "address, and who you are."
        ),
    )

    use_required_attribute = False

    def __init__(self, *args: Any, must_ask: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.must_ask = must_ask
        if must_ask:
            del self.fields["basis"], self.fields["statement"]

    @property
    def asks(self) -> bool:
        return self.must_ask or self.cleaned_data.get("basis") == self.ASK

    def clean(self) -> None:
        if self.asks:
            self._require("subject", _("Write a subject."))
            self._require("text", _("Write what the email says."))
        elif self.cleaned_data.get("basis"):
            self._require("statement", _("Say where and when these people agreed."))

    def clean_subject(self) -> str:
        return " ".join(self.cleaned_data["subject"].split())

    def _require(self, name: str, message: Any) -> None:
        if name not in self.errors and not self.cleaned_data.get(name):
            self.add_error(name, message)
