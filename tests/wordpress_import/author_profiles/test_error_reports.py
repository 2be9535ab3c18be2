"""Reports of errors, which some sites mail to developers, have no bios and no addresses."""

import pytest
from django.db import OperationalError
from django.views.debug import ExceptionReporter
from django.views.decorators.debug import sensitive_variables
from wagtail.images import get_image_model

from tests.wordpress_import.author_profiles.people import GRAVATAR, HASH, imported, listed, person
from tests.wordpress_import.media.pictures import picture
from wagtail_therapy.authors.models import Author
from wagtail_therapy.wordpress_import.author_profiles import avatars, bios, rest_api

TEXTS = (HASH, "Tearful")


@sensitive_variables()
def broken(*args, **kwargs):
    raise OperationalError


@pytest.mark.parametrize(
    ("owner", "name"),
    [
        (rest_api.json, "load"),
        (rest_api, "_largest"),
        (rest_api, "_text"),
        (bios, "as_prose"),
        (avatars, "digest"),
        (avatars, "_rows"),
        (get_image_model(), "save"),
        (Author, "save_revision"),
    ],
)
def test_report_of_an_error_has_no_bio_and_no_address(blog, old_server, monkeypatch, owner, name):
    listed(old_server, person(bio="Tearful"))
    old_server.files[GRAVATAR] = picture()
    monkeypatch.setattr(owner, name, broken)
    with pytest.raises(OperationalError) as raised:
        imported(blog)
    reporter = ExceptionReporter(None, raised.type, raised.value, raised.tb)
    frames = [
        one for one in reporter.get_traceback_frames() if "/author_profiles/" in one["filename"]
    ]
    local_variables = [
        (one["function"], str(one["vars"])) for one in frames if one["filename"] != __file__
    ]
    assert local_variables != []
    assert [name for name, shown in local_variables if any(text in shown for text in TEXTS)] == []
