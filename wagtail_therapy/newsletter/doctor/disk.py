"""Whether there is room in the folder beside the database: a full disk shows there first."""

import shutil
from collections.abc import Iterator

from wagtail_therapy.conf import conf

from ..copy_detection import state_dir
from .findings import Finding, fail, ok, warn

ABOUT = "MAIL_STATE_DIR"
LEAST_FREE = 16 * 1024 * 1024
PROBE = "probe"
ADVICE = "Make room on the disk, and let the workers' user write to the folder."


def examine() -> Iterator[Finding]:
    """Write a file there and delete it. Finds what this process's own user may not, or cannot."""
    if conf.mail_state_dir is None:
        yield warn(
            ABOUT,
            "is not set, so a backup that was restored in its own place mails readers again.",
            "Name a folder that the workers may write to and that no backup restores.",
        )
        return
    try:
        _write()
    except OSError as error:
        yield fail(ABOUT, f"cannot be written to ({error.strerror}).", ADVICE)
        return
    yield next(look(), None) or ok(ABOUT, "can be written to.")


def look() -> Iterator[Finding]:
    """Ask how much room there is. Writes nothing."""
    folder = conf.mail_state_dir
    try:
        is_full = folder and folder.is_dir() and shutil.disk_usage(folder).free < LEAST_FREE
    except OSError as error:
        yield fail(ABOUT, f"cannot be looked at ({error.strerror}).", ADVICE)
        return
    if is_full:
        yield fail(ABOUT, "is on a disk that is full.", ADVICE)


def _write() -> None:
    if folder := state_dir.folder():
        state_dir.append(folder / PROBE, b"\n")
        (folder / PROBE).unlink()
