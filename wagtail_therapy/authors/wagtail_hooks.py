from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from wagtail_therapy.authors.models import Author


class AuthorViewSet(SnippetViewSet):
    model = Author
    icon = "user"
    menu_label = _("Authors")
    list_display = ["name", "post_nominals", "job_title", "live"]
    list_filter = ["live"]
    # Asks the database: fields= on an indexed model fails on SQLite in modelsearch 1.3.
    search_fields = ["name", "job_title"]
    search_backend_name = None


register_snippet(AuthorViewSet)
