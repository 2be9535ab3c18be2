"""What it takes to bring many subscribers, and to export and move them: time, and memory."""

import resource
import tempfile
import time
from pathlib import Path

from benchmarks import rows
from benchmarks.figures import Figure
from wagtail_therapy.conf import conf
from wagtail_therapy.newsletter.models import Subscriber
from wagtail_therapy.newsletter.readers import (
    import_files,
    import_work,
    imports,
    list_export,
    list_restoring,
)
from wagtail_therapy.newsletter.readers.subscriber_files.reading import read

ROWS = 100_000
LEFT_EVERY = 10
MOST_SECONDS = 60
MOST_MEGABYTES = 80
CHUNK = 64 * 1024


def measure(number=ROWS) -> list[Figure]:
    site = rows.practice("readers")
    with tempfile.TemporaryDirectory(prefix="therapy-readers-") as folder:
        path = Path(folder) / "members.csv"
        write(path, number)
        before = memory()
        previewed = seconds_of(lambda: through(path, lambda files: imports.preview(site, files)))
        begun = imports.start(site, path.name, "They signed up on our old site.", "benchmark")
        imported = seconds_of(lambda: through(path, lambda files: imports.run(begun, files)))
        taken = memory() - before
        moved = moving(site, rows.practice("readers-moved"), Path(folder) / "list.zip")
        background = in_background(path, number, before)
    name = f"Import of {number:,} rows"
    return [
        Figure.at_most(MOST_SECONDS, f"{name}, dry run", previewed, "s"),
        Figure.at_most(MOST_SECONDS, name, imported, "s"),
        Figure.at_most(MOST_MEGABYTES, f"{name}, memory", taken, "MB"),
        Figure.equal(
            number - number // LEFT_EVERY,
            f"{name}, readers added",
            Subscriber.objects.filter(site=site).count(),
            "readers",
        ),
        *moved,
        *background,
    ]


def moving(site, other, path) -> list[Figure]:
    """Export a list, and import it on another site."""
    before = memory()
    exported = seconds_of(lambda: write_list(site, path))
    begun = imports.start(other, path.name, "They signed up on our first site.", "benchmark")
    with path.open("rb") as file:
        restored = seconds_of(lambda: list_restoring.restore(begun, file))
    number = Subscriber.objects.filter(site=site).count()
    name = f"List of {number:,} readers"
    return [
        Figure.at_most(MOST_SECONDS, f"{name}, exported", exported, "s"),
        Figure.at_most(MOST_SECONDS, f"{name}, imported elsewhere", restored, "s"),
        Figure.at_most(MOST_MEGABYTES, f"{name}, memory", memory() - before, "MB"),
        Figure.equal(
            number,
            f"{name}, readers elsewhere",
            Subscriber.objects.filter(site=other).count(),
            "readers",
        ),
    ]


def in_background(path, number, before) -> list[Figure]:
    """Measure the same by workers, with the file in the database."""
    site = rows.practice("imports")
    with path.open("rb") as file:
        stored = import_files.store(
            site, path.name, iter(lambda: file.read(CHUNK), b""), "benchmark"
        )
        file.seek(0)
        layouts = [one.layout.as_dict() for one in read(file, path.name)]
    import_work.check(stored, layouts)
    checked = seconds_of(lambda: import_work.work_on(stored))
    statement = imports.text_of("They signed up on our old site.")
    import_work.begin(stored, by="benchmark", statement=statement)
    imported = seconds_of(lambda: all_of(stored))
    name = f"Import of {number:,} rows in the background"
    return [
        Figure.at_most(MOST_SECONDS, f"{name}, dry run", checked, "s"),
        Figure.at_most(MOST_SECONDS, name, imported, "s"),
        Figure.at_most(MOST_MEGABYTES, f"{name}, memory", memory() - before, "MB"),
        Figure.equal(
            number - number // LEFT_EVERY,
            f"{name}, readers added",
            Subscriber.objects.filter(site=site).count(),
            "readers",
        ),
    ]


def write_list(site, path) -> None:
    with path.open("wb") as file:
        file.writelines(list_export.stream(site))


def all_of(begun) -> None:
    while import_work.work_on(begun, conf.mail_session_seconds):
        pass


def write(path, number) -> None:
    with path.open("w") as file:
        file.write("id,email,name,subscribed_to_emails,created_at\n")
        for n in range(number):
            wants = "false" if n % LEFT_EVERY == 0 else "true"
            file.write(f"{n},reader{n}@mail.example,Reader {n},{wants},2022-01-01T00:00:00.000Z\n")


def through(path, work) -> None:
    with path.open("rb") as file:
        work(read(file, path.name))


def seconds_of(work) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def memory() -> float:
    """Return the most that this process has had so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
