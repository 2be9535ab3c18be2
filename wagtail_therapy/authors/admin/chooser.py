"""The chooser for authors. Editors can create one while they write a post."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column
from wagtail.log_actions import log
from wagtail.snippets.views.chooser import (
    BaseSnippetChooseView,
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
    SnippetCreateView,
)

from wagtail_therapy.authors.admin.columns import PortraitColumn
from wagtail_therapy.authors.models import Author


class AuthorCreationForm(forms.ModelForm):
    """The few fields of a new author. Editors can add the others later."""

    class Meta:
        model = Author
        fields = ["name", "post_nominals", "job_title", "short_bio"]
        widgets = {"short_bio": forms.Textarea(attrs={"rows": 3})}


class AuthorColumnsMixin(BaseSnippetChooseView):
    """Shows what tells two people with the same name apart."""

    @property
    def columns(self) -> list[Column]:
        title, *others = super().columns
        job_title = Column("job_title", label=_("Job title"))
        return [title, PortraitColumn("photo", label=_("Photo")), job_title, *others]


class ChooseAuthorView(AuthorColumnsMixin, ChooseView):
    pass


class ChooseAuthorResultsView(AuthorColumnsMixin, ChooseResultsView):
    pass


class CreateAuthorView(SnippetCreateView):
    def save_form(self, form: Any) -> Any:
        """Return the new author, published if the user may publish authors."""
        # Not live at first, because Wagtail's signals are sent when a revision is published.
        form.instance.live = False
        author = super().save_form(form)
        user = self.request.user
        log(author, "wagtail.create", user=user)
        revision = author.save_revision(user=user)
        if self.get_permission_policy().user_has_permission(user, "publish"):
            revision.publish(user=user)
            author.refresh_from_db()
        return author

    def get_display_title(self, instance: Any) -> str:
        title = super().get_display_title(instance)
        return title if instance.live else _("%(name)s (draft)") % {"name": title}


class AuthorChooserViewSet(SnippetChooserViewSet):
    choose_view_class = ChooseAuthorView
    choose_results_view_class = ChooseAuthorResultsView
    create_view_class = CreateAuthorView
    creation_form_class = AuthorCreationForm
    creation_tab_label = gettext_lazy("New author")
    create_action_label = gettext_lazy("Create this author")
