"""Whether posts were emailed: a column and a filter for every list of pages."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from ..models import Mailing, PostMailIntent

MAILED = [Mailing.State.FINISHED, Mailing.State.FINISHED_WITH_UNKNOWN]


def mailings_of_posts() -> QuerySet:
    return Mailing.objects.filter(page__isnull=False)


class MailingColumn(Column):
    """What happened or will happen to a post's email; empty for a draft without an answer.

    Makes two queries for all posts of a table. Posts that the user may publish have a link.
    """

    cell_template_name = "wagtail_therapy/newsletter/admin/mailing_cell.html"

    def get_cell_context_data(
        self, instance: Any, parent_context: dict[str, Any]
    ) -> dict[str, Any]:
        context = super().get_cell_context_data(instance, parent_context)
        table, request = parent_context["table"], parent_context.get("request")
        if not hasattr(table, "mailings"):
            table.mailings, table.intents = _mailings(table.data), _intents(table.data)
        mailing = table.mailings.get(instance.pk)
        intent = table.intents.get((instance.translation_key, instance.locale_id))
        return context | {
            "mailing": mailing,
            "is_linked": mailing and request and _may_publish(instance, request.user),
            "text": "" if mailing else _without_mailing(instance, intent),
        }


def _mailings(pages: Any) -> dict[int, Mailing]:
    # An email holds the whole post, as HTML and as text.
    found = mailings_of_posts().filter(page__in=[page.pk for page in pages])
    return {mailing.page_id: mailing for mailing in found.defer("html", "text")}


def _intents(pages: Any) -> dict[tuple[Any, int], PostMailIntent]:
    keys = [page.translation_key for page in pages]
    found = PostMailIntent.objects.filter(translation_key__in=keys).select_related("set_by")
    return {(intent.translation_key, intent.locale_id): intent for intent in found}


def _without_mailing(page: Any, intent: PostMailIntent | None) -> Any:
    if page.live:
        return _("Not emailed")
    if intent is None or intent.choice not in PostMailIntent.FOR_MAIL:
        return ""
    if intent.is_wish_for(page):
        return _("Asked to be emailed")
    return _("Will be emailed when it goes live")


def _may_publish(page: Any, user: Any) -> bool:
    return page.permissions_for_user(user).can_publish()


class MailedFilter(django_filters.ChoiceFilter):
    def __init__(self, **kwargs: Any):
        choices = [("yes", _("Yes")), ("under_way", _("Under way")), ("no", _("No"))]
        super().__init__(**({"label": _("Emailed"), "choices": choices} | kwargs))

    def filter(self, queryset: QuerySet, value: Any) -> QuerySet:
        if not value:
            return queryset
        mailings = mailings_of_posts()
        mailed = Q(pk__in=mailings.filter(state__in=MAILED).values("page"))
        under_way = Q(pk__in=mailings.filter(state__in=Mailing.UNFINISHED).values("page"))
        kept = {"yes": mailed, "under_way": under_way, "no": ~mailed & ~under_way}
        return queryset.filter(kept[value])
