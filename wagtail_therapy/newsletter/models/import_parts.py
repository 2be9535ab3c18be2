from django.db import models

from wagtail_therapy.content.file_imports.models import FilePart

from .subscriber_imports import SubscriberImport


class ImportFilePart(FilePart):
    """A piece of the file that the practice chose, until it is imported, or for a day."""

    subscriber_import = models.ForeignKey(
        SubscriberImport, on_delete=models.CASCADE, related_name="file_parts"
    )

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["subscriber_import", "position"], name="therapy_import_file_part"
            ),
        ]


class ImportReportPart(models.Model):
    """What became of some rows, by their numbers: no addresses."""

    subscriber_import = models.ForeignKey(
        SubscriberImport, on_delete=models.CASCADE, related_name="report_parts"
    )
    # How many rows come before.
    position = models.PositiveIntegerField()
    # Lines of CSV: table, row, outcome.
    content = models.TextField()

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["subscriber_import", "position"], name="therapy_import_report_part"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subscriber_import_id}, {self.position}"
