"""The folder beside the database, for what must not be restored or copied together with it.

Nothing in it is personal. Its errors are logged, once by each process, and stop no emails: the
database stays the ledger.
"""

import errno
import logging
import os
import uuid
from contextlib import suppress
from pathlib import Path

from wagtail_therapy.conf import conf

logger = logging.getLogger("wagtail_therapy.newsletter")

_logged: set[tuple[str, int | None]] = set()


def folder(name: str = "") -> Path | None:
    """Return the folder, or one inside it, creating it if needed. None: the host wants none.

    Raises OSError.
    """
    if conf.mail_state_dir is None:
        return None
    path = conf.mail_state_dir / name
    if not path.is_dir():
        conf.mail_state_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.mkdir(mode=0o700, exist_ok=True)
    return path


def read_id() -> str:
    """Return an id that no other folder has. Empty: the host wants no folder.

    Raises OSError.
    """
    if (path := folder()) is None:
        return ""
    file = path / "environment"
    if not file.exists():
        create(file, uuid.uuid4().hex)
    return file.read_text(encoding="ascii").strip()


def create(path: Path, content: str) -> None:
    """Create a file with all of its content at once. An existing file is left unchanged."""
    draft = path.with_name(f".{path.name}-{uuid.uuid4().hex}")
    try:
        append(draft, content.encode())
        # Only one of several processes makes the link, and then all read the same.
        with suppress(FileExistsError):
            path.hardlink_to(draft)
    finally:
        draft.unlink(missing_ok=True)
    sync(path.parent)


def append(path: Path, content: bytes) -> None:
    """Append to a file that only its owner may read, creating it if needed. Raises OSError.

    Returns once all of it is on the disk.
    """
    is_new = not path.exists()
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    with open(descriptor, "ab", buffering=0) as file:  # noqa: PTH123 -- of a descriptor
        if is_new:
            sync(path.parent)
        if file.write(content) < len(content):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        os.fsync(descriptor)


def sync(path: Path) -> None:
    """Sync the names of new files to disk: POSIX keeps them in the folder, not in the file."""
    if os.name != "posix":
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def log_once(what: str, error: OSError) -> None:
    """Log an error, once by each process: a full disk would fill the log as well."""
    if (what, error.errno) not in _logged:
        _logged.add((what, error.errno))
        logger.error("MAIL_STATE_DIR: %s: %s", what, error.strerror or type(error).__name__)
