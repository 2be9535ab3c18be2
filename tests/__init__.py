# Django's own tasks find their Celery app only when the project imports it.
from tests.celery_app import app as celery_app

__all__ = ["celery_app"]
