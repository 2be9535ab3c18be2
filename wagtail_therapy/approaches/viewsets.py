from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.log_actions import log
from wagtail.snippets.views.chooser import SnippetChooserViewSet, SnippetCreateView
from wagtail.snippets.views.snippets import SnippetViewSet

from wagtail_therapy.approaches.models import ApproachFamily, Concern
from wagtail_therapy.content.menu import REGISTER_HOOK


class NewConcernForm(forms.ModelForm):
    """What a concern needs; its address is made from the name."""

    class Meta:
        model = Concern
        fields = ["name", "kind", "description"]
        widgets = {"description": forms.Textarea(attrs={"rows": 3})}


class CreateConcernView(SnippetCreateView):
    def save_form(self, form: Any) -> Any:
        concern = super().save_form(form)
        log(concern, "wagtail.create", user=self.request.user)
        return concern


class ConcernChooserViewSet(SnippetChooserViewSet):
    create_view_class = CreateConcernView
    creation_form_class = NewConcernForm
    creation_tab_label = _("New concern")
    create_action_label = _("Create this concern")


class ConcernViewSet(SnippetViewSet):
    model = Concern
    icon = "help"
    menu_label = _("Concerns")
    menu_hook = REGISTER_HOOK
    menu_order = 300
    list_display = [
        "name",
        Column("kind", label=_("Kind"), accessor="get_kind_display", sort_key="kind"),
        BooleanColumn("shows_crisis_notice", label=_("Crisis notice")),
        BooleanColumn("offers_exit", label=_("Quick exit")),
    ]
    list_filter = ["kind", "shows_crisis_notice", "offers_exit"]
    chooser_viewset_class = ConcernChooserViewSet
    # Asks the database: fields= on an indexed model fails on SQLite in modelsearch 1.3.
    search_fields = ["name", "description"]
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
