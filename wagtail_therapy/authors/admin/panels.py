from typing import Any

from django import forms
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from wagtail.admin.panels import FieldPanel, HelpPanel


class ExpiredLicensesPanel(HelpPanel):
    """Warns about licences that are no longer shown. Hidden if there are none."""

    class BoundPanel(HelpPanel.BoundPanel):
        def __init__(self, **kwargs: Any):
            super().__init__(**kwargs)
            self.expired = self.instance.get_expired_licenses()
            titles = get_text_list([f"“{row.title}”" for row in self.expired], _("and"))
            message = _("Readers don’t see %(titles)s any more: the date has passed.")
            # The template of Wagtail's help_block tag.
            self.content = render_to_string(
                "wagtailadmin/shared/help_block.html",
                {"status": "warning", "children": message % {"titles": titles}},
            )

        def is_shown(self) -> bool:
            return bool(self.expired)


class AccountPanel(FieldPanel):
    """A list of accounts, whose first choice says that there is none."""

    class BoundPanel(FieldPanel.BoundPanel):
        def __init__(self, **kwargs: Any):
            super().__init__(**kwargs)
            # The form lacks the field if the user may not edit it.
            if self.bound_field is not None:
                self.bound_field.field.empty_label = _("No account")


class AuthorsPanel(FieldPanel):
    """Checkboxes for the authors in the page's language, with their job titles.

    Authors who are already chosen are listed in any language, so that saving keeps them.
    """

    def __init__(self, field_name: str, **kwargs: Any):
        super().__init__(field_name, **({"widget": forms.CheckboxSelectMultiple} | kwargs))

    class BoundPanel(FieldPanel.BoundPanel):
        def __init__(self, **kwargs: Any):
            super().__init__(**kwargs)
            # The form lacks the field if the user may not edit it.
            if self.bound_field is not None:
                self._offer_authors(self.bound_field.field)

        def _offer_authors(self, field: Any) -> None:
            chosen = [author.pk for author in getattr(self.instance, self.field_name).all()]
            here = Q(locale=self.instance.locale_id) | Q(pk__in=chosen)
            field.queryset = field.queryset.filter(here)
            field.label_from_instance = _label


def _label(author: Any) -> str:
    return " – ".join(part for part in (str(author), author.job_title) if part)
