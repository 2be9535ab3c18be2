from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from wagtail_therapy.blog.models import Category


class CategoryViewSet(SnippetViewSet):
    model = Category
    icon = "tag"
    menu_label = _("Categories")
    list_display = ["name", "parent", "slug"]
    # Asks the database: fields= on an indexed model fails on SQLite in modelsearch 1.3.
    search_fields = ["name"]
    search_backend_name = None


register_snippet(CategoryViewSet)
