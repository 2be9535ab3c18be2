from pathlib import Path

import pytest

from tests.keyboard.keyboard_user import KeyboardUser
from tests.newsletter.conftest import no_counted_requests  # noqa: F401
from wagtail_therapy.practice.models import PracticeSettings

HOST = {"BASE_TEMPLATE": "keyboard/base.html", "BASE_TEMPLATE_HAS_NOTICES": True}


@pytest.fixture
def practice_site(live_site, settings):
    """The site of a practice whose base template has landmarks, a skip link and the notices."""
    settings.WAGTAIL_THERAPY = settings.WAGTAIL_THERAPY | HOST | {"FORM_MIN_SECONDS": 0}
    [engine] = settings.TEMPLATES
    settings.TEMPLATES = [engine | {"DIRS": [Path(__file__).parent / "templates"]}]
    PracticeSettings.objects.create(
        site=live_site,
        name="Willowmere",
        postal_address="3 Quay Lane",
        sender_email="posts@willowmere.example",
        crisis_preset="england",
    )
    return live_site


@pytest.fixture
def keyboard_user(chromium_page, practice_site):
    return KeyboardUser(chromium_page)
