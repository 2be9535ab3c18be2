"""What Wagtail's APIs tell with each page: the notices that it may not be shown without."""

from wagtail_therapy.compat import api_field
from wagtail_therapy.practice.representations import NoticesField

NOTICES_API_FIELDS = [api_field("notices", NoticesField())]
