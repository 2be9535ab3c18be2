"""What an import does once all items are done."""

from typing import BinaryIO

from django.db import transaction
from django.utils import timezone

from .jobs import Job
from .models import WordPressImport
from .report_words import LOST_ITEMS, Outcome, Reason
from .reports import Report


def finish(job: Job, file: BinaryIO, deadline: float | None = None) -> bool:
    """Do what is left, and return whether more is left at the deadline."""
    run = job.run
    with transaction.atomic():
        report_on_file(job)
        job.report.save(run)
        run.state = WordPressImport.State.FINISHED
        run.finished_at = timezone.now()
        run.save(update_fields=["counts", "state", "finished_at"])
    job.report = Report()
    return False


def report_on_file(job: Job) -> None:
    """Add what was wrong with the file."""
    for finding in job.outline.findings:
        if finding.problem in LOST_ITEMS:
            job.report.add_lost(Outcome.FAILED, Reason.MALFORMED, finding.line, finding.count)
        job.report.remark_file(
            finding.problem.value, finding.line, finding.detail, number=finding.count
        )
