"""By what the list of readers can be narrowed."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.coreutils import get_content_languages

from ..models import ConsentEvent, Subscriber, SubscriberImport
from ..permissions import subscriber_permission_policy


def imports_of(request: Any) -> QuerySet:
    """Return the imports on sites whose readers the user may see."""
    sites = subscriber_permission_policy.sites_user_has_permission_for(request.user, "view")
    return SubscriberImport.objects.filter(site__in=sites).order_by("-pk")


def capitalized(choices: Any) -> list[tuple[str, Any]]:
    return [(value, capfirst(label)) for value, label in choices.choices]


class SubscriberFilterSet(WagtailFilterSet):
    status = django_filters.ChoiceFilter(label=_("Status"), choices=capitalized(Subscriber.Status))
    language = django_filters.ChoiceFilter(
        label=_("Language"), choices=lambda: list(get_content_languages().items())
    )
    frequency = django_filters.ChoiceFilter(
        label=_("Frequency"), choices=capitalized(Subscriber.Frequency)
    )
    created_at = django_filters.DateFromToRangeFilter(
        label=_("Signed up"), widget=DateRangePickerWidget
    )
    subscriber_import = django_filters.ModelChoiceFilter(
        label=_("Import"), queryset=imports_of, method="filter_import"
    )

    class Meta:
        model = Subscriber
        fields: list[str] = []

    def filter_import(self, readers: QuerySet, name: str, found: SubscriberImport) -> QuerySet:
        events = ConsentEvent.objects.filter(subscriber_import=found, site=found.site_id)
        return readers.filter(pk__in=events.values("subscriber"))
