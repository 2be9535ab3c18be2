"""Whether MAIL_STATE_DIR can be written to: a full disk shows there first."""

import shutil
from collections.abc import Iterator

from wagtail_therapy.conf import conf

from ..copy_detection import state_dir
from .check_results import CheckResult, fail, ok, warn

ABOUT = "MAIL_STATE_DIR"
LEAST_FREE = 16 * 1024 * 1024
PROBE = "probe"
ADVICE = "Free some space on the disk, and let the workers' user write to the folder."


def examine() -> Iterator[CheckResult]:
    """Write a file there and delete it, as the user of this process."""
    if conf.mail_state_dir is None:
        yield warn(
            ABOUT,
            "is not set, so a restored backup may mail readers again.",
            "Name a folder that the workers may write to and that no backup restores.",
        )
        return
    try:
        _write()
    except OSError as error:
        yield fail(ABOUT, f"cannot be written to ({error.strerror}).", ADVICE)
        return
    yield next(check_free_space(), None) or ok(ABOUT, "can be written to.")


def check_free_space() -> Iterator[CheckResult]:
    """Check how much space is left. Writes nothing."""
    folder = conf.mail_state_dir
    try:
        is_full = folder and folder.is_dir() and shutil.disk_usage(folder).free < LEAST_FREE
    except OSError as error:
        yield fail(ABOUT, f"cannot be read ({error.strerror}).", ADVICE)
        return
    if is_full:
        yield fail(ABOUT, "is on a disk that is full.", ADVICE)


def _write() -> None:
    if folder := state_dir.folder():
        state_dir.append(folder / PROBE, b"\n")
        (folder / PROBE).unlink()
