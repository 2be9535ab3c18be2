"""Whether posts were mailed, for whatever lists them: a column and a filter."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from .models import Mailing

MAILED = [Mailing.State.FINISHED, Mailing.State.FINISHED_WITH_UNKNOWN]


def mailings_of_posts() -> QuerySet:
    return Mailing.objects.filter(page__isnull=False)


class MailingColumn(Column):
    """What became of the mail about a post; empty where there is none.

    Asks once for all posts of a table. There is a link where the user may publish the post.
    """

    cell_template_name = "wagtail_therapy/newsletter/admin/mailing_cell.html"

    def get_cell_context_data(
        self, instance: Any, parent_context: dict[str, Any]
    ) -> dict[str, Any]:
        context = super().get_cell_context_data(instance, parent_context)
        table, request = parent_context["table"], parent_context.get("request")
        if not hasattr(table, "mailings"):
            shown = [page.pk for page in table.data]
            # A mail holds the whole post, as HTML and as text.
            found = mailings_of_posts().filter(page__in=shown).defer("html", "text")
            table.mailings = {mailing.page_id: mailing for mailing in found}
        mailing = table.mailings.get(instance.pk)
        return context | {
            "mailing": mailing,
            "is_linked": mailing and request and _may_publish(instance, request.user),
        }


def _may_publish(page: Any, user: Any) -> bool:
    return page.permissions_for_user(user).can_publish()


class MailedFilter(django_filters.ChoiceFilter):
    def __init__(self, **kwargs: Any):
        choices = [("yes", _("Yes")), ("under_way", _("Under way")), ("no", _("No"))]
        super().__init__(**({"label": _("Mailed"), "choices": choices} | kwargs))

    def filter(self, queryset: QuerySet, value: Any) -> QuerySet:
        if not value:
            return queryset
        mailings = mailings_of_posts()
        mailed = Q(pk__in=mailings.filter(state__in=MAILED).values("page"))
        under_way = Q(pk__in=mailings.filter(state__in=Mailing.UNFINISHED).values("page"))
        kept = {"yes": mailed, "under_way": under_way, "no": ~mailed & ~under_way}
        return queryset.filter(kept[value])
