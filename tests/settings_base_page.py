"""A host with its own base page (Wagtail 8.0 and newer): it must leave out our concrete pages."""

from tests import settings_plain
from tests.settings_plain import *  # noqa: F403 -- settings are a flat module in Django

INSTALLED_APPS = [
    *(app for app in settings_plain.INSTALLED_APPS if app != "wagtail_therapy.pages"),
    "wagtail.test.basepage",
    "tests.basehost",
]
WAGTAIL_PAGE_MODEL = "basepage.BasePage"
WAGTAIL_THERAPY = settings_plain.WAGTAIL_THERAPY | {"MAILED_PAGE_MODELS": []}
