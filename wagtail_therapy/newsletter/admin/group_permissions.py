"""What a group may do with each site's readers, in Wagtail's form for groups."""

from typing import Any

from django import forms
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from wagtail.models import GroupSitePermission, Site

from ..models import Subscriber

CHOICES = [
    ("view_subscriber", _("See readers, with their addresses masked")),
    ("view_subscriber_address", _("See their addresses")),
    ("export_subscriber", _("Export them")),
    ("change_subscriber", _("Change them")),
]


def reader_permissions() -> QuerySet:
    return Permission.objects.filter(
        content_type=ContentType.objects.get_for_model(Subscriber),
        codename__in=[codename for codename, _label in CHOICES],
    )


class ReaderPermissionsForm(forms.Form):
    """A row of checkboxes for each site. Wagtail's own form handles only one permission."""

    template = "wagtail_therapy/newsletter/admin/reader_permissions.html"

    def __init__(self, *args: Any, instance: Any, **kwargs: Any):
        super().__init__(*args, prefix="therapy_reader_permissions", **kwargs)
        self.instance = instance
        self.sites = {f"site_{site.pk}": site for site in Site.objects.order_by("hostname", "port")}
        for name, site in self.sites.items():
            self.fields[name] = forms.MultipleChoiceField(
                label=str(site),
                choices=CHOICES,
                required=False,
                widget=forms.CheckboxSelectMultiple,
                initial=self._held_on(site),
            )

    def as_admin_panel(self) -> str:
        return render_to_string(self.template, {"form": self})

    def save(self) -> None:
        permissions = {one.codename: one for one in reader_permissions()}
        for name, site in self.sites.items():
            chosen = self.cleaned_data[name]
            held = self._held().filter(site=site)
            held.exclude(permission__codename__in=chosen).delete()
            for codename in chosen:
                GroupSitePermission.objects.get_or_create(
                    group=self.instance, site=site, permission=permissions[codename]
                )

    def _held_on(self, site: Site) -> list[str]:
        return list(self._held().filter(site=site).values_list("permission__codename", flat=True))

    def _held(self) -> QuerySet:
        if self.instance is None or self.instance.pk is None:
            return GroupSitePermission.objects.none()
        return GroupSitePermission.objects.filter(
            group=self.instance, permission__in=reader_permissions()
        )
