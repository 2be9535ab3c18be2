"""Where the import from WordPress is in the admin."""

from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from . import access
from .preview_views import PreviewFrameView, PreviewView
from .steps import FileView, OptionsView
from .views import DiscardView, ImportDetailView, ImportIndexView, ImportReportView
from .work_views import BeginView, RepeatView, WorkView


class ImportMenuItem(MenuItem):
    """Hidden for users who may not import."""

    def is_shown(self, request: HttpRequest) -> bool:
        return access.may_import_any(request.user)


class ImportViewSet(ViewSet):
    name = "therapy_wordpress"
    url_prefix = "therapy/wordpress"
    icon = "download"
    menu_item_class = ImportMenuItem
    menu_label = gettext_lazy("Move from WordPress")
    menu_order = 800

    def get_urlpatterns(self) -> list[URLPattern]:
        view = ImportIndexView
        return [
            path("", self.construct_view(view), name="index"),
            path("results/", self.construct_view(view, results_only=True), name="index_results"),
            path("add/", self.construct_view(FileView), name="add"),
            path("<int:pk>/", self.construct_view(ImportDetailView), name="detail"),
            path("<int:pk>/options/", self.construct_view(OptionsView), name="options"),
            path("<int:pk>/work/", self.construct_view(WorkView), name="work"),
            path("<int:pk>/begin/", self.construct_view(BeginView), name="begin"),
            path("<int:pk>/repeat/", self.construct_view(RepeatView), name="repeat"),
            path("<int:pk>/report/", self.construct_view(ImportReportView), name="report"),
            path("<int:pk>/discard/", self.construct_view(DiscardView), name="discard"),
            path("<int:pk>/posts/<int:number>/", PreviewView.as_view(), name="preview"),
            path(
                "<int:pk>/posts/<int:number>/page/", PreviewFrameView.as_view(), name="preview_page"
            ),
        ]
