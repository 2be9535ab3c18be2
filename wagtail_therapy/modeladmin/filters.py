"""The filters of ledgers, and what must not filter them."""

from typing import Any

from django.contrib.admin import SimpleListFilter
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.options import ModelAdmin
from wagtail_modeladmin.views import IndexView

from wagtail_therapy.newsletter.admin import delivery_results
from wagtail_therapy.newsletter.models import Mailing, event_types

from .permissions import readable_sites

NEWEST = 50


class MailingFilter(SimpleListFilter):
    """The newest mailings of the sites whose readers the user may see.

    Django's own filter for a foreign key needs ``django.contrib.admin``, which a Wagtail site may
    not have installed.
    """

    title = _("mailing")
    parameter_name = "mailing"
    # The lookup from a row of the ledger to its mailing.
    path = "mailing"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> list[tuple[str, str]]:
        mailings = Mailing.objects.filter(site__in=readable_sites(request.user))
        newest = mailings.select_related("page").order_by("-pk")[:NEWEST]
        return [(str(mailing.pk), str(mailing)) for mailing in newest]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        known = {value for value, _label in self.lookup_choices}
        return queryset.filter(**{self.path: self.value()}) if self.value() in known else queryset


class MailingOfDeliveryFilter(MailingFilter):
    path = "delivery__mailing"


class ResultFilter(SimpleListFilter):
    """What became of an email. Some states of a delivery are one result to the practice."""

    title = _("result")
    parameter_name = "result"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> list[tuple[str, Any]]:
        firsts = {words: state for state, words in reversed(delivery_results.WORDS.items())}
        return sorted((str(int(state)), words) for words, state in firsts.items())

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        chosen = dict(self.lookup_choices).get(self.value())
        states = [state for state, words in delivery_results.WORDS.items() if words == chosen]
        return queryset.filter(state__in=states) if states else queryset


class EventFilter(SimpleListFilter):
    title = _("event")
    parameter_name = "event"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> list[tuple[str, str]]:
        return [(kind.value, label) for kind, label in event_types.LABELS.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        is_known = self.value() in event_types.LABELS
        return queryset.filter(event_type=self.value()) if is_known else queryset


class LedgerIndexView(IndexView):
    def get_page_title(self) -> str:
        return str(self.model_admin.get_menu_label())

    def get_filters(self, request: HttpRequest) -> tuple[list[Any], bool, dict[str, Any], bool]:
        """Return the filters that are shown, and no others.

        modeladmin treats anything else in the query as a lookup, so masked addresses could be
        guessed letter by letter (``?subscriber__email__startswith=a``).
        """
        specs, has_filters, _lookups, use_distinct = super().get_filters(request)
        return specs, has_filters, {}, use_distinct
