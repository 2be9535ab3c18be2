"""Commands, properties and everything else that samples show exist; and no sample is left out."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from tests.docs import commands
from tests.docs.samples import Sample, samples, samples_in

# What nothing here can run, by page and language.
EXEMPT = {
    ("docs/reference/compare.md", "nginx"): "a file of nginx, which tests do without",
    ("docs/how-to/cache-pages.md", "nginx"): "the same",
    ("docs/how-to/run-behind-a-proxy.md", "nginx"): "the same; `make bench NAME=sign-ups` runs one",
    ("docs/how-to/run-the-mail.md", "text"): "a line for OpenDKIM; the doctor has it, too",
    ("docs/reference/blocks.md", "http"): "a header; the players have their own tests",
    ("CONTRIBUTING.md", "text"): "the layers of the apps, which test_reference.py compares",
}


def is_run(sample: Sample) -> bool:
    """Whether a test of this folder runs or reads the sample."""
    if sample.language in ("python", "django"):
        return bool(sample.place) or sample.is_shell
    # A file of a server: test_server_files.py
    return bool(sample.server_file) or sample.language in [*commands.LANGUAGES, "css"]


def test_each_sample_is_run_or_has_a_reason_not_to_be():
    left_out = [one for one in samples() if not is_run(one)]

    assert {(one.page, one.language) for one in left_out} == set(EXEMPT)


def test_sample_that_names_no_file_is_not_run(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("Text\n\n1. ```python\n   class Post(Page):\n       pass\n   ```\n")

    (sample,) = samples_in(page)

    assert (sample.text, is_run(sample)) == ("class Post(Page):\n    pass\n", False)


def of_commands():
    return [
        line
        for one in samples()
        if one.language in commands.LANGUAGES
        for line in commands.lines(one)
    ]


def test_commands_of_samples_exist_and_take_their_options():
    assert list(filter(None, map(commands.problem, of_commands()))) == []


def test_commands_in_prose_exist_and_take_their_options():
    assert list(filter(None, map(commands.problem, commands.lines_in_prose()))) == []


@pytest.mark.parametrize(
    "line",
    [
        "python manage.py therapy_mail runn",
        "python manage.py therapy_check --nosuch",
        "python manage.py nosuch",
        "celery -A mysite worker --nosuch",
        "make nosuch",
        "pip install wagtail-terapy",
        "sendmail",
    ],
)
def test_command_that_does_not_exist_is_reported(line):
    assert commands.problem(line).startswith(f"{line}: ")


def test_custom_properties_are_those_of_the_stylesheet():
    css = Path(finders.find("wagtail_therapy/therapy.css")).read_text(encoding="utf-8")
    named = {
        name
        for one in samples()
        if one.language == "css"
        for name in re.findall(r"--therapy-[\w-]+", one.text)
    }

    assert sorted(named - set(re.findall(r"--therapy-[\w-]+", css))) == []
