"""Sends a test of a post's email to people of the practice."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_variables
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Site

from wagtail_therapy.practice.models import PracticeSettings

from .. import audit_log
from ..composing import emails
from ..sending import test_email
from ..transport.failure_reasons import in_words
from ..transport.results import Outcome, SendResult
from .mailed_page_views import MailedPageMixin

URL_NAME = "wagtail_therapy_send_test"


class AddressesForm(forms.Form):
    """Only addresses of the practice: with any other, this would mail strangers."""

    addresses = forms.MultipleChoiceField(
        label=gettext_lazy("Send it to"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose an address.")},
    )

    use_required_attribute = False

    @sensitive_variables()
    def __init__(self, *args: Any, addresses: list[str], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["addresses"].choices = [(address, address) for address in addresses]
        self.initial["addresses"] = addresses[:1]


class SendTestView(WagtailAdminTemplateMixin, FormView):
    """Asks which addresses, and sends it on POST. Subclasses say what is sent."""

    template_name = "wagtail_therapy/newsletter/admin/send_test.html"
    page_title = gettext_lazy("Send a test")
    header_icon = "mail"
    form_class = AddressesForm

    @property
    def site(self) -> Site:
        raise NotImplementedError

    @property
    def back_url(self) -> str:
        raise NotImplementedError

    def send(self, addresses: list[str]) -> list[SendResult]:
        raise NotImplementedError

    @cached_property
    def addresses(self) -> list[str]:
        """The user's own address, and those of the practice."""
        practice = PracticeSettings.read(self.site)
        own = getattr(self.request.user, "email", "")
        known = [own, practice.sender_email, practice.email]
        return list(dict.fromkeys(filter(None, known)))

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"addresses": self.addresses}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": self.back_url, "label": self.get_page_subtitle()},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "addresses": self.addresses,
            "back_url": self.back_url,
            "problems": emails.problems(self.site),
        }

    @sensitive_variables()
    def form_valid(self, form: AddressesForm) -> HttpResponse:
        addresses = form.cleaned_data["addresses"]
        results = self.send(addresses)
        answers = list(zip(addresses, results, strict=True))
        taken = [one for one, result in answers if result.outcome is Outcome.ACCEPTED]
        if taken:
            said = _("A test is on its way to %(addresses)s.")
            messages.success(self.request, said % {"addresses": get_text_list(taken, _("and"))})
        for address, result in answers:
            if result.outcome is not Outcome.ACCEPTED:
                said = _(
                    "No test was sent to %(address)s: %(reason)s. Ask the person who looks after "
                    "your site."
                )
                reason = in_words(result.reason)
                messages.warning(self.request, said % {"address": address, "reason": reason})
        return redirect(self.back_url)


class SendPostTestView(MailedPageMixin, SendTestView):
    """Sends the post as it was last saved, published or not."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.page.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def site(self) -> Site:
        return self.page.get_site()

    @property
    def back_url(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.page.pk])

    def send(self, addresses: list[str]) -> list[SendResult]:
        audit_log.record_test(self.page, self.request.user, len(addresses))
        return test_email.send_post(self.page.get_latest_revision_as_object(), addresses)
