from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, LiveStatusTagColumn
from wagtail.snippets.views.snippets import SnippetViewSet

from wagtail_therapy.authors.admin.chooser import AuthorChooserViewSet
from wagtail_therapy.authors.admin.columns import LicensesColumn, PortraitColumn
from wagtail_therapy.authors.models import Author
from wagtail_therapy.content.admin.menu import REGISTER_HOOK
from wagtail_therapy.content.dates import local_dates


class AuthorFilterSet(WagtailFilterSet):
    licenses = django_filters.ChoiceFilter(
        label=_("Licences"),
        choices=[("expired", _("Some have expired")), ("none", _("None entered"))],
        method="filter_licenses",
    )

    class Meta:
        model = Author
        fields = ["live", "accepting_clients", "licenses"]

    def filter_licenses(self, authors: QuerySet, name: str, value: Any) -> QuerySet:
        if value == "none":
            return authors.filter(licenses=None)
        return authors.filter(licenses__expires_date__lt=local_dates.today()).distinct()


class AuthorViewSet(SnippetViewSet):
    model = Author
    icon = "user"
    menu_label = _("Authors")
    menu_hook = REGISTER_HOOK
    menu_order = 100
    list_display = [
        "name",
        PortraitColumn("photo", label=_("Photo")),
        "post_nominals",
        "job_title",
        Column(
            "accepting_clients",
            label=_("New clients"),
            accessor="get_accepting_clients_display",
            sort_key="accepting_clients",
        ),
        LicensesColumn("licenses", label=_("Licences")),
        LiveStatusTagColumn(label=_("Status")),
    ]
    filterset_class = AuthorFilterSet
    chooser_viewset_class = AuthorChooserViewSet
    # Asks the database: fields= on an indexed model fails on SQLite in modelsearch 1.3.
    search_fields = ["name", "job_title"]
    search_backend_name = None

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return Author.objects.select_related("photo").prefetch_related("licenses")
