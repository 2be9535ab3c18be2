"""Imports as the wizard makes them: a stored file, its layouts, and a worker."""

import io

from wagtail_therapy.newsletter.readers import import_files, import_work, imports
from wagtail_therapy.newsletter.readers.subscriber_files.reading import read

STATEMENT = "They signed up by the form on our old site, with confirmation by email."
QUESTION = "Would you like our posts?"


def stored(site, content, name="list.csv", by="Orla"):
    """Store a file, with the layouts that we propose."""
    raw = content.encode() if isinstance(content, str) else content
    new = import_files.store(site, name, [raw], by)
    new.layouts = [file.layout.as_dict() for file in read(io.BytesIO(raw), name)]
    new.save()
    return new


def checked(site, content, name="list.csv"):
    new = stored(site, content, name)
    import_work.check(new, new.layouts)
    import_work.work_on(new)
    new.refresh_from_db()
    return new


def begun(site, content, name="list.csv", asks=False):
    """Return an import that a worker is to do."""
    new = checked(site, content, name)
    words = {"statement": imports.text_of(STATEMENT)}
    if asks:
        words = {"invitation": imports.text_of(QUESTION), "subject": "New posts?"}
    assert import_work.begin(new, by="Orla", **words)
    return new


def done(site, content, name="list.csv", asks=False):
    new = begun(site, content, name, asks)
    import_work.work_on(new)
    new.refresh_from_db()
    return new


def listed(*states):
    return "email,status\n" + "".join(f"{address},{state}\n" for address, state in states)
