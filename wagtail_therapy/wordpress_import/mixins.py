"""What a host's page type needs so that WordPress' pages become such pages."""

from typing import Any

from django.db import models


class ImportedPageMixin(models.Model):
    """A page type for the pages of a WordPress site, as opposed to its posts.

    ``imported_body`` names the field that takes the text: a StreamField with blocks that have the
    names of ours, such as "paragraph" and "heading". Override ``fill_from_wordpress`` for more.
    """

    imported_body = "body"

    class Meta:
        abstract = True

    def fill_from_wordpress(self, meta: dict[str, str]) -> None:
        """Called before the page is saved, with the custom fields of the old page."""

    def set_imported_body(self, value: Any) -> None:
        setattr(self, self.imported_body, value)
