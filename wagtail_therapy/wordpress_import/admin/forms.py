"""The form for the file of an import."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from wagtail_therapy.conf import conf
from wagtail_therapy.content.file_imports.uploads import MEGABYTE

from ..export_contents import found_in
from ..reporting.file_words import why_unreadable
from ..wxr.errors import UnreadableExportError

TOO_LARGE = _("This file is too large: we take up to %(megabytes)d MB. %(instead)s")
INSTEAD_OF_EXPORT = _(
    "Pack it into a ZIP file, or ask your developer to use the command import_wordpress."
)


def too_large(instead: Any) -> str:
    values = {"megabytes": conf.wordpress_max_upload // MEGABYTE, "instead": instead}
    return str(TOO_LARGE) % values


class FileForm(forms.Form):
    """The export of a WordPress site. ``found`` is what is in it."""

    blog = forms.ChoiceField(
        label=_("Where do its posts go?"), error_messages={"required": _("Choose a blog.")}
    )
    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "In WordPress, open Tools → Export and choose “All content”. Choose the file that you "
            "got: XML, XML.GZ or the ZIP of WordPress.com. You don’t have to unpack or change it."
        ),
        error_messages={"required": _("Choose a file."), "empty": _("This file is empty.")},
    )

    use_required_attribute = False

    def __init__(self, *args: Any, blogs: list[Any], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.found: dict[str, Any] = {}
        self.fields["file"].widget.attrs["accept"] = ".xml,.gz,.zip,.wxr"
        self.blogs = {str(blog.pk): blog for blog in blogs}
        choices = [(key, _label(blog)) for key, blog in self.blogs.items()]
        self.fields["blog"].choices = [("", _("Choose a blog")), *choices]
        if len(blogs) == 1:
            del self.fields["blog"]

    def chosen_blog(self) -> Any:
        return self.blogs[self.cleaned_data.get("blog") or next(iter(self.blogs))]

    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        if file.size > conf.wordpress_max_upload:
            raise forms.ValidationError(too_large(INSTEAD_OF_EXPORT))
        try:
            self.found = found_in(file, file.name)
        except UnreadableExportError as error:
            raise forms.ValidationError(why_unreadable(error)) from None
        file.seek(0)
        return file


def _label(blog: Any) -> str:
    # Each of two practices may have a blog of the same name.
    return f"{blog.get_admin_display_title()} ({blog.get_site().hostname})"
