from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.coreutils import get_content_languages
from wagtail.models import Locale

from .. import permissions
from ..models import Announcement


class AnnouncementForm(WagtailAdminModelForm):
    """Asks for the site and the language only where there is a choice."""

    class Meta:
        model = Announcement
        fields = ["site", "language", "subject", "body"]

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self._offer_sites()
        self._offer_languages()

    def _offer_sites(self) -> None:
        sites = self.fields["site"].queryset = permissions.announcing_sites(self.for_user)
        if len(sites) == 1:
            self.instance.site = sites[0]
            del self.fields["site"]

    def _offer_languages(self) -> None:
        languages = list(get_content_languages().items())
        self.fields["language"] = forms.ChoiceField(label=_("Language"), choices=languages)
        if len(languages) == 1:
            self.instance.language = Locale.get_default().language_code
            del self.fields["language"]
