"""Deletes old files when someone signs in, because no site has to run anything for that."""

import logging
from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.db import DatabaseError, transaction

from . import import_files

logger = logging.getLogger("wagtail_therapy.wordpress_import")


def register_signal_handlers() -> None:
    user_logged_in.connect(delete_old_files, dispatch_uid="therapy_wordpress_old_files")


def delete_old_files(**kwargs: Any) -> None:
    """Delete uploaded exports that are kept no longer. No one is kept from signing in."""
    try:
        with transaction.atomic():
            import_files.delete_old()
    except DatabaseError as error:
        logger.error("Old exports weren't deleted: %s", type(error).__name__)
