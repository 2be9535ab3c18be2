"""Error reports about public pages say where the error was, and nothing about the visitor.

https://docs.djangoproject.com/en/stable/howto/error-reporting/#filtering-error-reports
"""

from types import FrameType
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, QueryDict
from django.views.debug import SafeExceptionReporterFilter

HIDDEN = "hidden"
# These help to find an error. Anything else may name a person.
KEPT = {"CONTENT_TYPE", "HTTP_HOST", "REQUEST_METHOD", "SERVER_NAME", "SERVER_PORT", "wsgi.version"}


class VisitorsFilter(SafeExceptionReporterFilter):
    """Leaves out all variables: Django's own functions have the form and its fields in theirs."""

    def get_post_parameters(self, request: Any) -> Any:
        given = super().get_post_parameters(request)
        return dict.fromkeys(given, HIDDEN) if self.is_active(request) else given

    def get_traceback_frame_variables(self, request: Any, tb_frame: FrameType) -> Any:
        given = super().get_traceback_frame_variables(request, tb_frame)
        return [(name, HIDDEN) for name, _value in given] if self.is_active(request) else given

    def get_safe_request_meta(self, request: Any) -> Any:
        given = super().get_safe_request_meta(request)
        return {name: given[name] for name in given if name in KEPT or not self.is_active(request)}

    def get_safe_cookies(self, request: Any) -> Any:
        given = super().get_safe_cookies(request)
        return dict.fromkeys(given, HIDDEN) if self.is_active(request) else given


def hide_visitor(request: HttpRequest) -> None:
    """Keep the visitor out of reports of errors in this request."""
    request.exception_reporter_filter = VisitorsFilter()
    request.sensitive_post_parameters = "__ALL__"


def hide_token(request: HttpRequest, token: str) -> None:
    """Remove a token from the request once it has been read, and the query string too.

    Then Django's "Not Found" lines, error reports and some servers' access logs don't hold it.
    """
    request.path, request.path_info = (
        _without(token, request.path),
        _without(token, request.path_info),
    )
    request.GET = QueryDict()
    for name, value in request.META.items():
        if isinstance(value, str):
            request.META[name] = _without(token, value)
    request.META["QUERY_STRING"] = ""
    match = request.resolver_match
    for kwargs in (match.kwargs, match.captured_kwargs) if match else ():
        kwargs.update({name: HIDDEN for name, value in kwargs.items() if value == token})


def _without(token: str, text: str) -> str:
    return text.replace(token, HIDDEN).replace(quote(token, safe=""), HIDDEN) if token else text


def remove_addresses(error: BaseException) -> None:
    """Remove each word with an @ from an error's message, and from those of its causes.

    A database quotes the row that it refuses, and a mail server quotes the mailbox.
    """
    found: list[BaseException] = []
    one: BaseException | None = error
    while one is not None and one not in found:
        found.append(one)
        one.args = tuple(map(_without_addresses, one.args))
        one = one.__cause__ or one.__context__


def _without_addresses(said: Any) -> Any:
    if "@" not in str(said):
        return said
    return " ".join(HIDDEN if "@" in word else word for word in str(said).split(" "))
