from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column
from wagtail.log_actions import log
from wagtail.snippets.views.chooser import SnippetChooserViewSet, SnippetCreateView
from wagtail.snippets.views.snippets import SnippetViewSet

from wagtail_therapy.approaches.models import ApproachFamily, Concern, Guideline
from wagtail_therapy.content.admin.filters import YesNoFilter
from wagtail_therapy.content.admin.menu import REGISTER_HOOK
from wagtail_therapy.content.admin.tables import TickColumn


class NewConcernForm(forms.ModelForm):
    """The fields a concern needs; its slug is made from the name."""

    class Meta:
        model = Concern
        fields = ["name", "kind", "description"]
        widgets = {"description": forms.Textarea(attrs={"rows": 3})}


class LoggedCreateView(SnippetCreateView):
    def save_form(self, form: Any) -> Any:
        made = super().save_form(form)
        log(made, "wagtail.create", user=self.request.user)
        return made


class ConcernChooserViewSet(SnippetChooserViewSet):
    create_view_class = LoggedCreateView
    creation_form_class = NewConcernForm
    creation_tab_label = _("New concern")
    create_action_label = _("Create this concern")


class ConcernFilterSet(WagtailFilterSet):
    shows_crisis_notice = YesNoFilter(label=_("Crisis notice"))
    offers_exit = YesNoFilter(label=_("Quick exit"))

    class Meta:
        model = Concern
        fields = ["kind"]


class ConcernViewSet(SnippetViewSet):
    model = Concern
    icon = "help"
    menu_label = _("Concerns")
    menu_hook = REGISTER_HOOK
    menu_order = 300
    list_display = [
        "name",
        Column("kind", label=_("Kind"), accessor="get_kind_display", sort_key="kind"),
        TickColumn("shows_crisis_notice", label=_("Crisis notice")),
        TickColumn("offers_exit", label=_("Quick exit")),
    ]
    filterset_class = ConcernFilterSet
    chooser_viewset_class = ConcernChooserViewSet
    # Asks the database: fields= on an indexed model fails on SQLite in modelsearch 1.3.
    search_fields = ["name", "description"]
    search_backend_name = None


class NewGuidelineForm(WagtailAdminModelForm):
    """The fields a claim needs from its guideline."""

    class Meta(WagtailAdminModelForm.Meta):
        model = Guideline
        fields = ["body", "number", "title", "year", "url"]


class GuidelineChooserViewSet(SnippetChooserViewSet):
    create_view_class = LoggedCreateView
    creation_form_class = NewGuidelineForm
    creation_tab_label = _("New guideline")
    create_action_label = _("Create this guideline")


class GuidelineViewSet(SnippetViewSet):
    model = Guideline
    icon = "doc-full"
    menu_label = _("Guidelines")
    menu_hook = REGISTER_HOOK
    menu_order = 350
    list_display = [
        "name",
        "title",
        Column("status", label=_("Status"), accessor="get_status_display", sort_key="status"),
        Column("checked_date", label=_("Checked on"), sort_key="checked_date"),
    ]
    list_filter = ["status", "body", "checked_date"]
    chooser_viewset_class = GuidelineChooserViewSet
    search_fields = ["body", "number", "title"]
    search_backend_name = None


class ApproachFamilyViewSet(SnippetViewSet):
    model = ApproachFamily
    icon = "folder-open-inverse"
    menu_label = _("Families of approaches")
    menu_hook = REGISTER_HOOK
    menu_order = 400
    list_display = ["name", "sort_order", "slug"]
    search_fields = ["name"]
    search_backend_name = None
