"""A host that keeps the defaults of Django and Wagtail: users, images and the base page."""

from pathlib import Path

from tests import settings as foreign
from tests.settings import *  # noqa: F403 -- settings are a flat module in Django

TEMPLATES = [{**foreign.TEMPLATES[0], "DIRS": [Path(__file__).parent / "plain_host"]}]
INSTALLED_APPS = [app for app in foreign.INSTALLED_APPS if not app.startswith("tests.")]
AUTH_USER_MODEL = "auth.User"
WAGTAILIMAGES_IMAGE_MODEL = "wagtailimages.Image"
WAGTAIL_THERAPY = {
    "MAILED_PAGE_MODELS": ["wagtail_therapy_pages.BlogPostPage"],
    "MAIL_CELERY": False,
    "MAIL_ALLOW_DEVELOPMENT_BACKENDS": True,
}
