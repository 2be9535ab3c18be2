"""Adds a reader by hand, with the words of where and when they agreed."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import AdminDateInput
from wagtail.coreutils import get_content_languages
from wagtail.models import Site

from wagtail_therapy.content.dates import local_dates

from .. import email_addresses
from ..models import Suppression
from ..permissions import reader_sites
from ..readers import additions
from ..readers.additions import CannotAddError
from .suppression_views import name_in_proof

REFUSALS = {
    Suppression.Reason.UNSUBSCRIBED: gettext_lazy(
        "They left your list. Only they can come back, with the form on your site."
    ),
    Suppression.Reason.UNREACHABLE: gettext_lazy("Several emails to this address came back."),
    Suppression.Reason.BOUNCED: gettext_lazy("Their mail server said that it doesn’t exist."),
    Suppression.Reason.COMPLAINED: gettext_lazy("They marked one of your emails as spam."),
    Suppression.Reason.BY_REQUEST: gettext_lazy(
        "They asked never to get emails from you, or your practice decided that."
    ),
}


class SiteChoiceField(forms.ModelChoiceField):
    def label_from_instance(self, site: Site) -> str:
        return site.site_name or site.hostname


class AddForm(forms.Form):
    """``sites``: where the user may change readers. If there is only one, the form doesn't ask."""

    site = SiteChoiceField(
        label=gettext_lazy("Site"), queryset=None, empty_label=gettext_lazy("Choose a site")
    )
    address = forms.CharField(
        label=gettext_lazy("Email address"),
        max_length=1000,
        error_messages={"required": gettext_lazy("Enter an email address.")},
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    agreed_date = forms.DateField(label=gettext_lazy("When they agreed"), widget=AdminDateInput)
    statement = forms.CharField(
        label=gettext_lazy("Where and how they agreed"),
        help_text=gettext_lazy(
            "For example “On paper, in the waiting room”. The reader can ask for it. Write no "
            "names and nothing about health."
        ),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language of their emails"))

    use_required_attribute = False

    def __init__(self, *args: Any, sites: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["site"].queryset = sites
        self.fields["language"].choices = list(get_content_languages().items())
        self.fields["language"].initial = get_language()
        if len(sites) == 1:
            self.fields["site"].required = False
            self.fields["site"].widget = forms.HiddenInput()
            self.only_site = sites[0]

    def clean_site(self) -> Site:
        return self.cleaned_data["site"] or self.only_site

    @sensitive_variables()
    def clean_address(self) -> str:
        return email_addresses.clean(self.cleaned_data["address"])

    def clean_agreed_date(self) -> Any:
        day = self.cleaned_data["agreed_date"]
        if day > local_dates.today():
            raise ValidationError(_("This date is in the future."))
        return day

    def clean_statement(self) -> str:
        statement = self.cleaned_data["statement"].strip()
        if "@" in statement:
            raise ValidationError(_("Leave the address out: this text is kept when it’s deleted."))
        return statement


class AddView(WagtailAdminTemplateMixin, FormView):
    template_name = "wagtail_therapy/newsletter/admin/add_subscriber.html"
    form_class = AddForm
    page_title = gettext_lazy("Add a reader")
    header_icon = "group"

    @cached_property
    def sites(self) -> Any:
        return reader_sites(self.request.user, "change", "view")

    @method_decorator(sensitive_post_parameters("address"))
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.sites:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"sites": self.sites}

    @sensitive_variables()
    def form_valid(self, form: AddForm) -> HttpResponse:
        said, user = form.cleaned_data, self.request.user
        statement = f"{said['statement']} ({said['agreed_date']:%Y-%m-%d})"
        try:
            reader = additions.add(
                said["site"],
                said["address"],
                statement,
                language=said["language"],
                by=name_in_proof(user),
                user=user,
            )
        except CannotAddError as error:
            form.add_error("address", _refusal(error))
            return self.form_invalid(form)
        messages.success(self.request, _("The reader is added, and gets your next post."))
        return redirect("therapy_subscribers:detail", reader.pk)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        readers = {"url": reverse("therapy_subscribers:index"), "label": _("Subscribers")}
        here = {"url": "", "label": self.page_title}
        return [*super().get_breadcrumbs_items(), readers, here]


def _refusal(error: CannotAddError) -> Any:
    if error.reason is None:
        return _("This address is on the list already.")
    why = REFUSALS[error.reason]
    return _("This address can’t be added. %(why)s") % {"why": why}
