"""The choice whether the old site is asked for bios and pictures of new authors."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

BIOS_ONLY = _("Get bios of new authors from the old site, while it’s still there")
BIOS_ONLY_HELP = _("Only what it shows to everyone. What you have written here stays.")


class AuthorProfilesForm(forms.Form):
    author_profiles = forms.BooleanField(
        label=_("Get bios and pictures of new authors from the old site, while it’s still there"),
        required=False,
        help_text=_(
            "Only what it shows to everyone. Pictures may come from gravatar.com: this site asks "
            "there for them, and your readers never do. What you have written here stays."
        ),
    )

    def offer_author_profiles(self, may_add_authors: bool, *, may_add_pictures: bool) -> None:
        if not may_add_authors:
            del self.fields["author_profiles"]
        elif not may_add_pictures:
            field = self.fields["author_profiles"]
            field.label, field.help_text = BIOS_ONLY, BIOS_ONLY_HELP

    def author_profile_options(self, *, may_add_pictures: bool) -> dict[str, Any]:
        is_chosen = self.cleaned_data.get("author_profiles", False)
        return {"author_bios": is_chosen, "author_pictures": is_chosen and may_add_pictures}
