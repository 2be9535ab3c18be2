"""A small, complete Wagtail project for an invented practice, to run, read and copy from.

``make demo`` runs it. It is not part of the package, and no test imports it.
"""

from example_site.celery import app as celery_app

__all__ = ["celery_app"]
