"""Whether anybody is there to send, and what they need."""

import os
from collections.abc import Iterator

from .. import progress, state_dir, tasks
from .findings import Finding, fail, ok, warn

START = "Start a worker with beat, or let cron run: manage.py therapy_mail run"


def examine() -> Iterator[Finding]:
    yield _workers(progress.workers())
    yield _broker()
    yield _state_dir()
    for current in progress.current():
        if current.needs_person:
            yield fail(
                f"Mailing {current.mailing.pk}",
                current.mailing.paused_reason or "does not go on by itself.",
                "See manage.py therapy_mail status.",
            )


def _workers(workers: progress.Workers) -> Finding:
    if workers.newest_beat_at is None:
        return fail("Workers", "none has ever been seen.", START)
    silence = workers.now - workers.newest_beat_at
    if silence > progress.STALLED_AFTER:
        minutes = silence.total_seconds() // 60
        return fail("Workers", f"none has been seen for {minutes:.0f} minutes.", START)
    return ok("Workers", "have been seen lately.")


def _broker() -> Finding:
    if not tasks.is_celery_used():
        return ok("Celery", "is not used: mail leaves by cron's therapy_mail run.")
    if tasks.is_eager():
        return warn(
            "Celery",
            "runs tasks at once (task_always_eager), so a page waits until mail is sent.",
            "That is for tests: give Celery a broker and a worker, or let cron send the mail.",
        )
    if fault := tasks.broker_fault():
        return warn(
            "Celery's broker",
            f"does not answer ({fault}).",
            "Mail then waits for cron's next therapy_mail run; without cron it stays.",
        )
    return ok("Celery's broker", "answers.")


def _state_dir() -> Finding:
    about = "MAIL_STATE_DIR"
    try:
        folder = state_dir.folder()
    except OSError as error:
        return fail(about, f"cannot be made ({type(error).__name__}).", "See who may write there.")
    if folder is None:
        return warn(
            about,
            "is not set, so nobody notices that the database was restored or copied.",
            "Name a folder that the workers may write to and that no backup restores.",
        )
    if not os.access(folder, os.W_OK):
        return fail(about, "cannot be written to by this user.", "Let the workers write to it.")
    return ok(about, "is there.")
