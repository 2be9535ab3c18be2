"""What the buttons of an import do: begin it, go on with it, and begin it again."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from .. import audit_log, import_work
from ..models import WordPressImport
from .views import ImportView

State = WordPressImport.State


class WorkView(ImportView):
    """Works on an import for a few seconds. The import's page asks for this until it's done."""

    http_method_names = ["post"]
    states = WordPressImport.RUNNING

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        import_work.work_on(self.brought)
        return redirect(self.brought)


class BeginView(ImportView):
    """Begins the import after the dry run."""

    http_method_names = ["post"]
    states = [State.CHECKED]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if import_work.begin(self.brought):
            audit_log.record(self.brought, audit_log.BEGIN, request.user)
        return redirect(self.brought)


class RepeatView(ImportView):
    """Begins it again, for what failed."""

    http_method_names = ["post"]
    states = [State.FINISHED, State.FAILED]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if import_work.repeat(self.brought):
            audit_log.record(self.brought, audit_log.REPEAT, request.user)
        return redirect(self.brought)
