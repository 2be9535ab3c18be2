"""Looks up whether an address got a mailing."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from .. import audit_log, permissions
from . import recipient_lookup
from .mailing_views import MailingDetailView


class LookupView(MailingDetailView):
    """Answers on the mailing's page.

    The address comes by POST, because servers log URLs.
    """

    http_method_names = ["get", "post"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not permissions.may_look_up(self.mailing, request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect(self.mailing)

    @method_decorator(sensitive_post_parameters("email"))
    @method_decorator(sensitive_variables())
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.lookup_form() is None:
            return redirect(self.mailing)
        form = recipient_lookup.LookupForm(request.POST)
        answer = self._answer(form.cleaned_data["email"]) if form.is_valid() else {}
        return self.render_to_response(self.get_context_data() | answer | {"lookup_form": form})

    @sensitive_variables()
    def _answer(self, address: str) -> dict[str, Any]:
        found = recipient_lookup.find(self.mailing, address)
        entry = None if found else recipient_lookup.find_in_digest(self.mailing, address)
        sentence = recipient_lookup.sentence(found)
        if entry:
            sentence = recipient_lookup.sentence_in_digest(entry, address)
        row = found or entry
        reader = row.subscriber_id if row else None
        audit_log.record(self.mailing, audit_log.LOOK_UP, self.request.user, reader=reader)
        return {
            "answer": sentence,
            "reader_pk": reader,
            "unknown_pk": found.pk if found and found.is_unknown else None,
        }
