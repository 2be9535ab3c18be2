"""Finds a reader by their address, which is sent by POST: servers log URLs."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Site

from .. import email_addresses
from ..models import Subscriber, Suppression
from ..permissions import subscriber_permission_policy

SHOWN = 50
# Fewer letters are in most addresses.
SHORTEST_PART = 3


class FindForm(forms.Form):
    address = forms.CharField(
        # Longer than an address may be, so that our own message is shown.
        max_length=1000,
        error_messages={"required": gettext_lazy("Enter an email address.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    use_required_attribute = False

    def __init__(self, *args: Any, is_part_allowed: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.is_part_allowed = is_part_allowed
        self.fields["address"].label = (
            _("Find a reader by email address, or by a part of it")
            if is_part_allowed
            else _("Find a reader by the whole email address")
        )

    @sensitive_variables()
    def clean_address(self) -> str:
        typed = self.cleaned_data["address"].strip()
        try:
            return email_addresses.clean(typed)
        except ValidationError:
            if self.is_part_allowed and len(typed) >= SHORTEST_PART:
                return typed
            if self.is_part_allowed:
                raise ValidationError(
                    _("Enter at least %(number)d letters.") % {"number": SHORTEST_PART}
                ) from None
            raise


class FindView(WagtailAdminTemplateMixin, FormView):
    """Leads to the one reader that was found, or lists those that were.

    A part of an address finds readers only on sites where the user may see addresses.
    """

    http_method_names = ["get", "post"]
    template_name = "wagtail_therapy/newsletter/admin/found_subscribers.html"
    form_class = FindForm
    page_title = gettext_lazy("Find a reader")
    header_icon = "search"

    @method_decorator(sensitive_post_parameters("address"))
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.sites("view"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect("therapy_subscribers:index")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"is_part_allowed": bool(self.open_sites)}

    @sensitive_variables()
    def form_valid(self, form: FindForm) -> HttpResponse:
        typed = form.cleaned_data["address"]
        exact = list(_exact(self.sites("view"), typed))
        if len(exact) == 1:
            return redirect("therapy_subscribers:detail", exact[0].pk)
        found = exact or _containing(self.open_sites, typed)
        context = self.get_context_data(form=form) | {
            "readers": [(one, self._shown(one)) for one in found[:SHOWN]],
            "is_more": len(found) > SHOWN,
            "suppressions": [] if found else list(_suppressions(self.sites("view"), typed)),
        }
        return self.render_to_response(context)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        readers = {"url": reverse("therapy_subscribers:index"), "label": _("Subscribers")}
        here = {"url": "", "label": self.page_title}
        return [*super().get_breadcrumbs_items(), readers, here]

    @cached_property
    def open_sites(self) -> list[Site]:
        """The sites where the user may see readers and their addresses."""
        shown = self.sites("view_address")
        return [site for site in self.sites("view") if site in shown]

    def sites(self, action: str) -> list[Site]:
        policy = subscriber_permission_policy
        return list(policy.sites_user_has_permission_for(self.request.user, action))

    def _shown(self, reader: Subscriber) -> str:
        is_shown = reader.site in self.open_sites
        return reader.email if is_shown else reader.masked_email


@sensitive_variables()
def _exact(sites: list[Site], address: str) -> QuerySet:
    key = email_addresses.address_key(address)
    return Subscriber.objects.filter(site__in=sites, email_key=key).select_related("site")


@sensitive_variables()
def _containing(sites: list[Site], part: str) -> list[Subscriber]:
    """Return some readers. Of a million rows only the index is read, which is a sixth as large."""
    readers = Subscriber.objects.filter(site__in=[site.pk for site in sites])
    keys = readers.filter(email_key__contains=part.casefold()).order_by("site_id", "email_key")
    found = keys.values_list("email_key", flat=True)[: SHOWN + 1]
    chosen = readers.filter(email_key__in=list(found)).select_related("site")
    return list(chosen.order_by("site_id", "email_key")[: SHOWN + 1])


@sensitive_variables()
def _suppressions(sites: list[Site], address: str) -> QuerySet:
    hashes = email_addresses.address_hashes(address)
    found = Suppression.objects.filter(site__in=sites, address_hash__in=hashes)
    return found.select_related("site")
