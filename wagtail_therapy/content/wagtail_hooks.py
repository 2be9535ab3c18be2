from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.html import format_html
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.staticfiles import versioned_static
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from wagtail_therapy.content.admin import publish_messages
from wagtail_therapy.content.admin.menu import REGISTER_HOOK, practice_menu_item
from wagtail_therapy.content.admin.tables import TickColumn
from wagtail_therapy.content.content_checks import registry, userbar
from wagtail_therapy.content.mixins import TherapyPageMixin
from wagtail_therapy.content.models import ContentNote

from . import caching, page_copies


class ContentNoteViewSet(SnippetViewSet):
    model = ContentNote
    icon = "warning"
    menu_label = _("Content notes")
    menu_hook = REGISTER_HOOK
    menu_order = 500
    list_display = [
        "name",
        "text",
        TickColumn("shows_crisis_notice", label=_("Crisis notice")),
    ]
    # Asks the database: fields= on an indexed model fails on SQLite in modelsearch 1.3.
    search_fields = ["name"]
    search_backend_name = None


register_snippet(ContentNoteViewSet)
hooks.register("register_admin_menu_item", practice_menu_item)


@hooks.register("insert_global_admin_css")
def add_admin_stylesheet() -> str:
    path = versioned_static("wagtail_therapy/admin/therapy.css")
    return format_html('<link rel="stylesheet" href="{}">', path)


@hooks.register("register_icons")
def add_icon_of_information(icons: list[str]) -> list[str]:
    """Wagtail begins a message that informs with an icon that it doesn't have."""
    return [*icons, "wagtail_therapy/content/icons/info.svg"]


# After the host's hooks, which may replace Wagtail's checker.
@hooks.register("construct_wagtail_userbar", order=100)
def add_content_checks(request: HttpRequest, items: list[Any], page: Any) -> None:
    if isinstance(page, TherapyPageMixin):
        # A new page is still empty.
        advice = page.get_advice() if page.pk else []
        userbar.add_checks(items, registry.places_by_check(advice))


@hooks.register("on_serve_page", order=100)
def mark_unfinished_response(serve: Any) -> Any:
    """Let no cache keep a page that lacks pictures, which will be there in a moment."""

    def mark_if_unfinished(page: Any, request: HttpRequest, args: Any, kwargs: Any) -> HttpResponse:
        before = caching.unfinished_number()

        def mark(response: HttpResponse) -> None:
            if caching.unfinished_number() != before:
                add_never_cache_headers(response)

        response = serve(page, request, args, kwargs)
        # A page is usually rendered later.
        if hasattr(response, "add_post_render_callback"):
            response.add_post_render_callback(mark)
        else:
            mark(response)
        return response

    return mark_if_unfinished


@hooks.register("insert_editor_js")
def add_autosave_script() -> str:
    path = versioned_static("wagtail_therapy/admin/submit_after_autosave.js")
    return format_html('<script src="{}"></script>', path)


def show_publish_messages(request: HttpRequest, *args: Any) -> None:
    publish_messages.show_publish_messages(request)


for hook_name in publish_messages.TRIGGER_HOOKS:
    hooks.register(hook_name, show_publish_messages)


@hooks.register("after_convert_alias_page")
def clear_plans_of_the_original(request: HttpRequest, page: Any) -> None:
    if isinstance(page, TherapyPageMixin):
        page_copies.clear_plans(page)


@hooks.register("after_copy_page")
def keep_copies_private(request: HttpRequest, page: Any, new_page: Any) -> None:
    if not new_page.alias_of_id:
        page_copies.copy_restrictions(page, new_page)


@hooks.register(publish_messages.AFTER_PUBLISH_HOOK)
def show_advice(request: HttpRequest, page: Any) -> None:
    """Warn the user who has just published a page. It stays published."""
    found = page.get_advice() if isinstance(page, TherapyPageMixin) else []
    if found:
        advice = " ".join(f"{one.label}: {one.message}" for one in found)
        text = now("“%(title)s”. %(advice)s") % {"title": page.title, "advice": advice}
        edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
        messages.warning(request, text, buttons=[messages.button(edit, now("Edit"))])
