"""The steps of the wizard that ask people to choose something: the file, and the options."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from wagtail_therapy.authors.models import Author
from wagtail_therapy.conf import conf

from .. import audit_log, import_files, import_work
from ..models import ImportPart, WordPressImport
from . import access
from .forms import INSTEAD_OF_EXPORT, MEGABYTE, FileForm, too_large
from .options_form import OptionsForm
from .views import TEMPLATES, ImportPageView

LONGEST_NAME = WordPressImport._meta.get_field("file_name").max_length


def is_too_large(request: HttpRequest) -> bool:
    # Besides the file, a form has some kilobytes.
    length = int(request.META.get("CONTENT_LENGTH") or 0)
    return request.method == "POST" and length > conf.wordpress_max_upload + MEGABYTE


@method_decorator(csrf_exempt, name="dispatch")
class FileView(WagtailAdminTemplateMixin, FormView):
    """The first step: the file. One that is far too large is refused before it is read."""

    template_name = f"{TEMPLATES}/file.html"
    page_title = gettext_lazy("Move from WordPress")
    header_icon = "download"
    form_class = FileForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not access.may_import_any(request.user):
            raise PermissionDenied
        if not self.blogs:
            messages.warning(request, _("Make a page for the blog first, and publish it."))
            return redirect("wagtailadmin_explore_root")
        if is_too_large(request):
            return self._refuse()
        # Looking for the token reads the whole file.
        return csrf_protect(super().dispatch)(request, *args, **kwargs)

    @cached_property
    def blogs(self) -> list[Any]:
        return access.blogs(self.request.user)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"blogs": self.blogs}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        days = import_files.FILE_KEPT_FOR.days
        return super().get_context_data(**kwargs) | {"step": 1, "days": days}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        above = {"url": reverse("therapy_wordpress:index"), "label": self.page_title}
        here = {"url": "", "label": _("Upload an export")}
        return [*super().get_breadcrumbs_items(), above, here]

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

    def _refuse(self) -> HttpResponse:
        form = FileForm({}, {}, blogs=self.blogs)
        form.errors.clear()
        form.add_error("file", too_large(INSTEAD_OF_EXPORT))
        return self.render_to_response(self.get_context_data(form=form), status=413)


@method_decorator(csrf_exempt, name="dispatch")
class OptionsView(ImportPageView, FormView):
    """The second step: who is who, and what becomes of pictures, pages and comments."""

    template_name = f"{TEMPLATES}/options.html"
    page_title = gettext_lazy("Options")
    form_class = OptionsForm
    states = WordPressImport.OPEN
    step = 2

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if is_too_large(request):
            messages.error(request, too_large(""))
            return redirect("therapy_wordpress:options", self.kwargs["pk"])
        return csrf_protect(super().dispatch)(request, *args, **kwargs)

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
