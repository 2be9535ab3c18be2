"""How editors choose an author, and make one while they write a post."""

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

from wagtail_therapy.authors.columns import PortraitColumn


class AuthorColumnsMixin(BaseSnippetChooseView):
    """Tells two people of one name apart."""

    @property
    def columns(self):
        title, *others = super().columns
        job_title = Column("job_title", label=_("Job title"))
        return [title, PortraitColumn("photo", label=_("Photo")), job_title, *others]


class ChooseAuthorView(AuthorColumnsMixin, ChooseView):
    pass


class ChooseAuthorResultsView(AuthorColumnsMixin, ChooseResultsView):
    pass


class CreateAuthorView(SnippetCreateView):
    def save_form(self, form):
        """Return the new author, published when the user may publish authors."""
        # Not live before the revision: publishing it is what sends Wagtail's signals.
        form.instance.live = False
        author = super().save_form(form)
        user = self.request.user
        log(author, "wagtail.create", user=user)
        revision = author.save_revision(user=user)
        if self.get_permission_policy().user_has_permission(user, "publish"):
            revision.publish(user=user)
            author.refresh_from_db()
        return author

    def get_display_title(self, instance):
        title = super().get_display_title(instance)
        return title if instance.live else _("%(name)s (draft)") % {"name": title}


class AuthorChooserViewSet(SnippetChooserViewSet):
    choose_view_class = ChooseAuthorView
    choose_results_view_class = ChooseAuthorResultsView
    create_view_class = CreateAuthorView
    form_fields = ["name", "post_nominals", "job_title", "short_bio"]
    choose_one_text = gettext_lazy("Choose an author")
    choose_another_text = gettext_lazy("Choose another author")
    creation_tab_label = gettext_lazy("New author")
    create_action_label = gettext_lazy("Create this author")
