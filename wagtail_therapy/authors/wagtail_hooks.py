from wagtail.snippets.models import register_snippet

from wagtail_therapy.authors.viewsets import AuthorViewSet

register_snippet(AuthorViewSet)
