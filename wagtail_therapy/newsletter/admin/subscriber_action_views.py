"""The buttons on a reader's page. What can't be undone is asked first."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_variables
from django.views.generic import FormView
from wagtail.models import Site

from .. import tasks
from ..models import Subscriber
from ..permissions import subscriber_permission_policy
from ..readers import acts, data_export, reader_log
from .subscriber_detail_views import SubscriberView
from .suppression_views import name_in_proof


class ActView(SubscriberView):
    """Does something for a reader on POST, and leads back to their page."""

    permissions = ["view", "change"]
    http_method_names = ["post"]

    def back(self) -> HttpResponse:
        return redirect("therapy_subscribers:detail", self.reader.pk)


class AskAgainView(ActView):
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if acts.ask_again(self.reader, user=request.user):
            tasks.enqueue(tasks.send_confirmation, subscriber_id=self.reader.pk)
            messages.success(request, _("The confirmation email is being sent again."))
        else:
            messages.warning(
                request,
                _(
                    "Nothing was sent. A confirmation email goes out ten minutes after the one "
                    "before at the earliest, and three times a day at most."
                ),
            )
        return self.back()


class AskFirstForm(forms.Form):
    """Has no question but the button."""


class AskFirstView(ActView, FormView):
    """Says what will happen, and does it when the button is pressed."""

    http_method_names = ["get", "post"]
    form_class = AskFirstForm
    template_name = "wagtail_therapy/newsletter/admin/ask_about_reader.html"
    texts: list[Any] = []
    label: Any = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = {"reader": self.reader, "address": self.address}
        texts = {"texts": self.texts, "label": self.label, "title": self.page_title}
        return super().get_context_data(**kwargs) | asked | texts

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        *above, reader = super().get_breadcrumbs_items()
        url = reverse("therapy_subscribers:detail", args=[self.reader.pk])
        return [*above, reader | {"url": url}, {"url": "", "label": self.page_title}]


class UnsubscribeView(AskFirstView):
    page_title = gettext_lazy("Unsubscribe")
    texts = [
        gettext_lazy("This reader gets no more posts, and leaves mailings that are being sent."),
        gettext_lazy(
            "Do this only if they asked you to. You can’t put them back: they can sign up again on "
            "your site and confirm by email."
        ),
    ]
    label = gettext_lazy("Unsubscribe this reader")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.reader.status not in Subscriber.STOPPABLE:
            return self.back()
        return super().get(request, *args, **kwargs)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        user = self.request.user
        if acts.unsubscribe(self.reader, by=name_in_proof(user), user=user):
            messages.success(self.request, _("This reader is unsubscribed."))
        else:
            messages.warning(self.request, _("This reader had left already."))
        return self.back()


class EraseForm(forms.Form):
    never_again = forms.BooleanField(
        label=gettext_lazy("Never email this address again"),
        help_text=gettext_lazy(
            "We keep a code instead of the address, so that no import and no stranger brings it "
            "back."
        ),
        required=False,
    )
    everywhere = forms.BooleanField(
        label=gettext_lazy("On all sites whose readers I look after"), required=False
    )

    def __init__(self, *args: Any, has_more_sites: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if not has_more_sites:
            del self.fields["everywhere"]


class EraseView(AskFirstView):
    """Deletes the address on the reader's site, and on others only where the user may."""

    form_class = EraseForm
    page_title = gettext_lazy("Erase")
    texts = [
        gettext_lazy(
            "This deletes the address of this reader. It can’t be undone, and nothing can be "
            "looked up about them afterwards."
        ),
        gettext_lazy(
            "If they had confirmed, the proof of that stays with a code instead of the address."
        ),
        gettext_lazy("Files that wait to be imported are deleted, because they may be in one."),
    ]
    label = gettext_lazy("Erase this reader")

    @cached_property
    def sites(self) -> list[Site]:
        """The sites on which the user may erase readers, the reader's first."""
        may = subscriber_permission_policy.sites_user_has_permission_for
        user = self.request.user
        both = set(may(user, "view")) & set(may(user, "change"))
        return [self.reader.site, *sorted(both - {self.reader.site}, key=lambda site: site.pk)]

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"has_more_sites": len(self.sites) > 1}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        is_everywhere = form.cleaned_data.get("everywhere", False)
        user = self.request.user
        acts.erase(
            self.reader,
            sites=self.sites if is_everywhere else self.sites[:1],
            never_again=form.cleaned_data["never_again"],
            by=name_in_proof(user),
            user=user,
        )
        messages.success(self.request, _("This reader is erased."))
        return redirect("therapy_subscribers:index")


class DataExportView(ActView):
    """Answers with all that the reader's site holds about them, for the reader."""

    permissions = ["view", "view_address", "export"]

    @sensitive_variables()
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        held = data_export.of(self.reader.email, [self.reader.site])
        reader_log.record_reader(self.reader, reader_log.EXPORT_DATA, user=request.user)
        name = f"reader-{self.reader.pk}.json"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return JsonResponse(held, json_dumps_params={"indent": 2}, headers=headers)
