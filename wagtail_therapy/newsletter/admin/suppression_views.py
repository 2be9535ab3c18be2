"""Stop all emails to a reader, or allow them again: an explanation and one button."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView

from .. import email_addresses
from ..models import ConsentEvent
from ..readers import suppression_decisions
from .subscriber_detail_views import SubscriberView

LONGEST_NAME = ConsentEvent._meta.get_field("by").max_length


def name_in_proof(user: Any) -> str:
    """Return a user's full name, or else their number. Never an address.

    A reader who asks for the proof sees this name.
    """
    # A host's own user model may have no such method, or return the address that users log in with.
    full_name = user.get_full_name().strip() if hasattr(user, "get_full_name") else ""
    is_name = full_name and "@" not in full_name
    return (full_name if is_name else gettext("user %(id)s") % {"id": user.pk})[:LONGEST_NAME]


class WhyForm(forms.Form):
    """Why, from a list: free text could say things about people that we must not store."""

    why = forms.ChoiceField(
        label=_("Why?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a reason.")},
    )

    use_required_attribute = False

    def __init__(self, *args: Any, reasons: list[Any], **kwargs: Any):
        super().__init__(*args, **kwargs)
        labels = dict(ConsentEvent.Why.choices)
        self.fields["why"].choices = [(reason, labels[reason]) for reason in reasons]


class DecisionView(SubscriberView, FormView):
    """Asks why, and does it on POST."""

    permissions = ["view", "change"]
    form_class = WhyForm
    done: Any = ""
    act = staticmethod(suppression_decisions.suppress)

    def possible_reasons(self) -> list[Any]:
        """Return the reasons that can be given now; empty if it can't be done."""
        raise NotImplementedError

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().get(request, *args, **kwargs) if self.possible_reasons() else self._back()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().post(request, *args, **kwargs) if self.possible_reasons() else self._back()

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"reasons": self.possible_reasons()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "reader": self.reader,
            "suppression": self.suppression,
            "address": self.address,
        }

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        *above, reader = super().get_breadcrumbs_items()
        url = reverse("therapy_subscribers:detail", args=[self.reader.pk])
        return [*above, reader | {"url": url}, {"url": "", "label": self.page_title}]

    def form_valid(self, form: WhyForm) -> HttpResponse:
        user = self.request.user
        hashes = email_addresses.address_hashes(self.reader.email)
        why = form.cleaned_data["why"]
        if self.act(self.reader.site, hashes, why, by=name_in_proof(user), user=user):
            messages.success(self.request, self.done)
        return self._back()

    def _back(self) -> HttpResponse:
        return redirect("therapy_subscribers:detail", self.reader.pk)


class SuppressView(DecisionView):
    template_name = "wagtail_therapy/newsletter/admin/suppress.html"
    page_title = _("Stop all emails")
    done = _("This reader won’t get any more emails from you.")

    def possible_reasons(self) -> list[Any]:
        is_done = (
            self.suppression and self.suppression.reason == suppression_decisions.Reason.BY_REQUEST
        )
        return [] if is_done else suppression_decisions.STOP_FOR


class LiftView(DecisionView):
    template_name = "wagtail_therapy/newsletter/admin/lift.html"
    page_title = _("Allow emails again")
    done = _("Emails to this reader are allowed again.")
    act = staticmethod(suppression_decisions.lift)

    def possible_reasons(self) -> list[Any]:
        hashes = email_addresses.address_hashes(self.reader.email)
        return suppression_decisions.reasons_to_lift(self.reader.site, hashes)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "is_still_wanted": suppression_decisions.is_still_wanted(self.reader, self.suppression),
        }
