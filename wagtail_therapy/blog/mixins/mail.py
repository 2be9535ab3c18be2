from typing import Any

from django.db import models

from wagtail_therapy.authors.bios import byline
from wagtail_therapy.content.text.reading_time import reading_minutes


class MailedPostMixin(models.Model):
    """A post as an email carries it."""

    class Meta:
        abstract = True

    def get_mail_content(self) -> dict[str, Any]:
        """Return what an email about the post can carry: plain texts, a body and a picture."""
        authors = self.get_authors()
        return {
            "title": self.title,
            "excerpt": self.get_excerpt(),
            "byline": byline(authors),
            "authors": [(one.name_with_letters, one.job_title) for one in authors],
            "content_note": ", ".join(note.name for note in self.get_content_notes()),
            "minutes": reading_minutes(self.body),
            "picture": self.lead_image,
            "picture_alt": self.lead_image_alt,
            "picture_caption": self.lead_image_caption,
            "body": self.body,
            "references": self.references,
        }
