"""A file in the database is read as any other, part by part."""

import os
import zipfile

import pytest

from tests.newsletter.readers.subscriber_files.files import zipped
from wagtail_therapy.content.file_imports import models
from wagtail_therapy.content.file_imports.errors import LostClaimError
from wagtail_therapy.content.file_imports.stored_files import StoredFile
from wagtail_therapy.newsletter.models import SubscriberImport
from wagtail_therapy.wordpress_import.models import WordPressImport

BOTH = pytest.mark.parametrize("model", [SubscriberImport, WordPressImport])


def stored(model, site, *chunks):
    new = model.objects.create(site=site, file_name="file.zip")
    new.store_file(chunks)
    return new


@BOTH
def test_file_is_read_as_it_was_stored(site, monkeypatch, model):
    monkeypatch.setattr(models, "PART", 1000)
    content = os.urandom(12_345)
    new = stored(model, site, content[:5_000], content[5_000:])
    file = StoredFile(new.file_parts)
    assert new.file_parts.count() == 13
    assert file.read() == content
    assert (file.seek(-345, os.SEEK_END), file.read(), file.read()) == (12_000, content[-345:], b"")


def test_empty_file_has_no_parts_and_is_read_as_empty(site):
    new = stored(SubscriberImport, site)
    assert (new.file_parts.count(), new.file_parts.opened().read()) == (0, b"")


def test_damaged_archive_is_no_endless_loop(site):
    new = stored(SubscriberImport, site, zipped(**{"list.csv": b"a,b"})[:-10])
    with pytest.raises(zipfile.BadZipFile):
        zipfile.ZipFile(StoredFile(new.file_parts))


def test_file_that_is_deleted_while_it_is_read_loses_the_claim(site, monkeypatch):
    monkeypatch.setattr(models, "PART", 10)
    new = stored(SubscriberImport, site, b"x" * 100)
    file = StoredFile(new.file_parts)
    new.file_parts.all().delete()
    with pytest.raises(LostClaimError):
        file.read(20)
