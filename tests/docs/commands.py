"""The commands in the documentation: whether they exist and take the options of the samples."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import billiard.common
import click
from celery.bin.celery import celery as celery_program
from django.core.management import CommandError, get_commands, load_command_class
from django.urls import resolve
from gunicorn.config import Config

from tests.docs.samples import PAGES, ROOT, Sample

LANGUAGES = ["sh", "console", "crontab", "ini"]
# What docs/how-to/deploy-on-debian.md and its like run that is not ours.
DEBIAN = [
    *("adduser", "apt", "cd", "certbot", "createdb", "createuser", "dropdb", "git", "openssl"),
    *("chmod", "du", "install", "ln", "mv", "nginx", "pg_dump", "pg_restore", "psql", "python3"),
    *("journalctl", "rm", "runuser", "systemctl", "tar", "timedatectl"),
]
TARGETS = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
CRON = re.compile(r"^(?:[\d*/,-]+ ){5}")
# The text before a command: a prompt, or a folder to go to.
BEFORE = re.compile(r"^(?:\$ |cd \S+ && )+")
IN_PROSE = re.compile(r"`((?:python )?manage\.py \w[^`]*|celery -A [^`]+|therapy_\w+ [^`]+)`")


def lines(sample: Sample) -> Iterator[str]:
    """Yield the commands: in a console those after a prompt, of a unit what it starts."""
    for line in sample.text.splitlines():
        if sample.language == "ini":
            if line.startswith("ExecStart="):
                yield line.removeprefix("ExecStart=")
        elif line and not line.startswith("#") and is_typed(sample, line):
            yield BEFORE.sub("", CRON.sub("", line))


def is_typed(sample: Sample, line: str) -> bool:
    return sample.language != "console" or line.startswith("$ ")


def lines_in_prose() -> list[str]:
    """Return the commands that the text itself asks you to run, each once."""
    pages = [ROOT / name for name in PAGES] + sorted((ROOT / "docs").rglob("*.md"))
    found = [line for page in pages for line in IN_PROSE.findall(page.read_text())]
    return sorted(set(map(_whole, found)))


def _whole(line):
    if line.startswith("therapy_"):
        return f"python manage.py {line}"
    return f"python {line}" if line.startswith("manage.py") else line


def problem(line: str) -> str:
    """Return what is wrong with a command, "" if it is one and takes its options."""
    program, *arguments = shlex.split(line, comments=True)
    runner = RUNNERS.get(Path(program).name)
    if runner is None:
        return f"{line}: nothing here knows {program}"
    try:
        runner(arguments)
    except (CommandError, click.ClickException, KeyError, AssertionError, SystemExit) as error:
        return f"{line}: {error!r}"
    return ""


def python(arguments):
    manage, name, *options = arguments
    if (manage, name) == ("-m", "pytest"):
        paths = [one for one in options if not one.startswith("-")]
        assert all((ROOT / path).exists() for path in paths)
        return
    assert manage == "manage.py"
    load_command_class(get_commands()[name], name).create_parser("manage.py", name).parse_args(
        options
    )


def celery(arguments):
    app, _mysite, name, *options = arguments
    assert app == "-A"
    command = celery_program.commands[name]
    command.make_parser(click.Context(command)).parse_args(options)


def make(arguments):
    unknown = {one for one in arguments if "=" not in one} - TARGETS
    assert not unknown


def pip(arguments):
    install, *options, what = arguments
    assert install == "install"
    if "--requirement" not in options:
        assert (options, what.partition("[")[0]) == ([], "wagtail-therapy")


def export(arguments):
    of_tests = (ROOT / "tests/settings.py").read_text()
    for name in [one.partition("=")[0] for one in arguments]:
        assert hasattr(billiard.common, name) or f'"{name}"' in of_tests


def curl(arguments):
    *options, url = arguments
    if urlsplit(url).hostname == "www.harbour.example":
        assert [one for one in options if one.startswith("-")] == ["--fail", "--header"]
        assert resolve(urlsplit(url).path)


def gunicorn(arguments):
    Config().parser().parse_args(arguments)


def sudo(arguments):
    """Look at the command itself, and at the command in its arguments."""
    if arguments[0] == "-u":
        arguments = arguments[2:]
    assert problem(shlex.join(arguments)) == ""


def env(arguments):
    sudo([one for one in arguments if "=" not in one or one.startswith("-")])


def mysite(arguments):
    """Run manage.py: docs/how-to/deploy-on-debian.md makes this command."""
    python(["manage.py", *arguments])


def docker(arguments):
    compose, action, *options = arguments
    assert compose == "compose"
    if action == "run":
        remove, _service, *command = options
        assert remove == "--rm"
        assert not command or problem(shlex.join(command)) == ""


def of_debian(arguments):
    """Take a program that is not ours."""


def shell_word(arguments):
    """Take a word of the shell itself."""


RUNNERS = {
    "python": python,
    "celery": celery,
    "make": make,
    "pip": pip,
    "curl": curl,
    "export": export,
    "gunicorn": gunicorn,
    "sudo": sudo,
    "env": env,
    "mysite": mysite,
    "docker": docker,
    **dict.fromkeys(DEBIAN, of_debian),
    **dict.fromkeys(["for", "done"], shell_word),
}
