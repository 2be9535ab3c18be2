"""The steps of the wizard that ask people to choose something: the file, and the options."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView

from wagtail_therapy.authors.models import Author
from wagtail_therapy.conf import conf
from wagtail_therapy.content.file_imports.uploads import UploadMixin, UploadView

from .. import audit_log, import_files, import_work
from ..models import ImportPart, WordPressImport
from . import access
from .forms import INSTEAD_OF_EXPORT, FileForm, too_large
from .options_form import OptionsForm
from .views import INDEX_TITLE, STEPS, TEMPLATES, ImportPageView

LONGEST_NAME = WordPressImport._meta.get_field("file_name").max_length


class FileView(UploadView):
    """The first step: the file."""

    template_name = f"{TEMPLATES}/file.html"
    page_title = gettext_lazy("Upload an export")
    form_class = FileForm
    index_url_name = ImportPageView.index_url_name
    index_title = INDEX_TITLE
    steps = STEPS

    @property
    def most_bytes(self) -> int:
        return conf.wordpress_max_upload

    def turn_away(self) -> HttpResponse | None:
        if not access.may_import_any(self.request.user):
            raise PermissionDenied
        if self.blogs:
            return None
        messages.warning(self.request, _("Make a page for the blog first, and publish it."))
        return redirect("wagtailadmin_explore_root")

    @cached_property
    def blogs(self) -> list[Any]:
        return access.blogs(self.request.user)

    def places(self) -> dict[str, Any]:
        return {"blogs": self.blogs}

    def too_large(self) -> str:
        return too_large(INSTEAD_OF_EXPORT)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        days = import_files.FILE_KEPT_FOR.days
        return super().get_context_data(**kwargs) | {"days": days}

    def form_valid(self, form: FileForm) -> HttpResponse:
        import_files.delete_old()
        file, user, blog = form.cleaned_data["file"], self.request.user, form.chosen_blog()
        with transaction.atomic():
            stored = WordPressImport.objects.create(
                site=blog.get_site(),
                parent_id=blog.pk,
                file_name=file.name[-LONGEST_NAME:],
                found=form.found,
                items_total=sum(form.found["kinds"].values()),
                by=user.get_username(),
            )
            import_files.store(stored, file.chunks())
            audit_log.record(stored, audit_log.UPLOAD, user)
        return redirect("therapy_wordpress:options", stored.pk)


class OptionsView(UploadMixin, ImportPageView, FormView):
    """The second step: who is who, and what becomes of pictures, pages and comments."""

    template_name = f"{TEMPLATES}/options.html"
    page_title = gettext_lazy("Options")
    form_class = OptionsForm
    states = WordPressImport.OPEN
    step = 2

    @property
    def most_bytes(self) -> int:
        return conf.wordpress_max_upload

    def refuse(self) -> HttpResponse:
        messages.error(self.request, too_large(""))
        return redirect("therapy_wordpress:options", self.kwargs["pk"])

    def get_form_kwargs(self) -> dict[str, Any]:
        name = f"{Author._meta.app_label}.add_{Author._meta.model_name}"
        return super().get_form_kwargs() | {
            "stored": self.brought,
            "has_archive": import_files.has(self.brought, ImportPart.Kind.UPLOADS),
            "may_add_authors": self.request.user.has_perm(name),
            "collections": access.collections(self.request.user),
            "page_models": access.page_models(self.request.user, self.brought.site),
        }

    def form_valid(self, form: OptionsForm) -> HttpResponse:
        # So that another tab doesn't begin without the pictures.
        with transaction.atomic():
            if import_work.check(self.brought, form.chosen()):
                self._keep(form.archive, is_wanted=form.wants_archive)
                audit_log.record(self.brought, audit_log.CHECK, self.request.user)
        return redirect(self.brought)

    def _keep(self, archive: Any, *, is_wanted: bool) -> None:
        kind = ImportPart.Kind.UPLOADS
        if not is_wanted:
            import_files.delete(self.brought, kind)
        elif archive:
            import_files.store(self.brought, archive.chunks(), kind)
