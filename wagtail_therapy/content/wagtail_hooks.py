from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from wagtail_therapy.content.models import ContentNote


class ContentNoteViewSet(SnippetViewSet):
    model = ContentNote
    icon = "warning"
    menu_label = _("Content notes")
    list_display = ["name", "text"]
    # Asks the database: fields= on an indexed model fails on SQLite in modelsearch 1.3.
    search_fields = ["name"]
    search_backend_name = None


register_snippet(ContentNoteViewSet)
