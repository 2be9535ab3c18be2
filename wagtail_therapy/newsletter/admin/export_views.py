"""Exports the readers of a site to a file, for users who may."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from ..permissions import reader_sites
from ..readers import exports
from .add_subscriber_views import SiteChoiceField
from .suppression_views import name_in_proof


class ExportForm(forms.Form):
    """``addressed``: the sites whose addresses the user may see."""

    site = SiteChoiceField(label=gettext_lazy("Site"), queryset=None)
    format = forms.ChoiceField(
        label=gettext_lazy("What for"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what the file is for.")},
    )

    use_required_attribute = False

    def __init__(self, *args: Any, sites: Any, addressed: set[Any], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.sites, self.addressed = sites, addressed
        self.fields["site"].queryset = sites
        self.fields["format"].choices = [
            (name, one.label)
            for name, one in exports.FORMATS.items()
            if one.readers is None or addressed
        ]
        if len(sites) == 1:
            self.fields["site"].required = False
            self.fields["site"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        said["site"] = said.get("site") or self.sites[0]
        chosen = exports.FORMATS.get(said.get("format", ""))
        if chosen and chosen.readers and said["site"] not in self.addressed:
            raise ValidationError(_("You may not see the addresses of this site’s readers."))
        return said


class ExportView(WagtailAdminTemplateMixin, FormView):
    """Asks what for, and answers a POST with the file, which is made while it is sent."""

    template_name = "wagtail_therapy/newsletter/admin/export_subscribers.html"
    form_class = ExportForm
    page_title = gettext_lazy("Export readers")
    header_icon = "download"

    @cached_property
    def sites(self) -> Any:
        return reader_sites(self.request.user, "export", "view")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.sites:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        addressed = set(reader_sites(self.request.user, "view_address"))
        return super().get_form_kwargs() | {"sites": self.sites, "addressed": addressed}

    def form_valid(self, form: ExportForm) -> StreamingHttpResponse:
        site, name = form.cleaned_data["site"], form.cleaned_data["format"]
        user = self.request.user
        content = exports.begin(site, name, by=name_in_proof(user), user=user)
        kind = "application/zip" if exports.FORMATS[name].suffix == "zip" else "text/csv"
        file_name = exports.file_name(site, name)
        headers = {"Content-Disposition": f'attachment; filename="{file_name}"'}
        return StreamingHttpResponse(content, content_type=kind, headers=headers)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        readers = {"url": reverse("therapy_subscribers:index"), "label": _("Subscribers")}
        here = {"url": "", "label": self.page_title}
        return [*super().get_breadcrumbs_items(), readers, here]
