"""The notices in Wagtail's APIs that each page must be shown with."""

from wagtail_therapy.compat import api_field
from wagtail_therapy.practice.api.representations import NoticesField

NOTICES_API_FIELDS = [api_field("notices", NoticesField())]
