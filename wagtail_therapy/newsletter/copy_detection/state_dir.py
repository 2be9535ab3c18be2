"""The folder beside the database, for what must not be restored or copied together with it.

Nothing in it is personal. What goes wrong with it is logged, once by each process, and stops no
mail: the database stays the ledger.
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
    """Return the folder, or one inside it, and make it if need be. None: the host wants none.

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
    """Return what tells this folder from every other one. Empty: the host wants no folder.

    Raises OSError.
    """
    if (path := folder()) is None:
        return ""
    file = path / "environment"
    if not file.exists():
        create(file, uuid.uuid4().hex)
    return file.read_text(encoding="ascii").strip()


def create(path: Path, content: str) -> None:
    """Make a file that has all of its content from the start. If it exists, it is left as it is."""
    draft = path.with_name(f".{path.name}-{uuid.uuid4().hex}")
    try:
        append(draft, content.encode())
        # Of several processes one makes the link, and all read the same afterwards.
        with suppress(FileExistsError):
            path.hardlink_to(draft)
    finally:
        draft.unlink(missing_ok=True)
    sync(path.parent)


def append(path: Path, content: bytes) -> None:
    """Add to a file that only its owner may read, and make it if need be. Raises OSError.

    Returns when all of it is on the disk.
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
    """Put the names of new files onto the disk: POSIX keeps them in the folder, not in the file."""
    if os.name != "posix":
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def log_once(what: str, error: OSError) -> None:
    """Log a fault, once by each process: a full disk would fill the log as well."""
    if (what, error.errno) not in _logged:
        _logged.add((what, error.errno))
        logger.error("MAIL_STATE_DIR: %s: %s", what, error.strerror or type(error).__name__)
