"""The files that the pages for operators tell to write are such as their programs take."""

import ast
import os
import re
import secrets
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.sample_projects import paste, start_project
from tests.docs.samples import ROOT, samples
from tests.docs.server_files import (
    DEBIAN,
    RUN_THE_MAIL,
    SETTINGS,
    SEVERAL,
    of_server,
    read_by_settings,
    text_of,
)

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
SYSTEMD_ANALYZE = shutil.which("systemd-analyze")
NGINX_CONF = """
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ }}
http {{
    include {folder}/site;
}}
"""
# What Debian has in /etc/nginx/proxy_params.
PROXY_PARAMS = """
proxy_set_header Host $http_host;
proxy_set_header X-Real-IP $remote_addr;
proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
proxy_set_header X-Forwarded-Proto $scheme;
"""


def units() -> list:
    return [
        one
        for path, found in of_server().items()
        for one in found
        if path.startswith("/etc/systemd/system/")
    ]


@pytest.mark.skipif(SYSTEMD_ANALYZE is None, reason="no systemd-analyze here")
@pytest.mark.parametrize("unit", units(), ids=str)
def test_units_are_such_as_systemd_takes(unit, tmp_path):
    file = tmp_path / Path(unit.server_file).name
    # Programs that are on each machine, in place of those that are on the practice's.
    file.write_text(re.sub(r"(?m)^(ExecStart=)\S+", r"\1/bin/true", unit.text))
    if file.suffix == ".timer":
        file.with_suffix(".service").write_text("[Service]\nExecStart=/bin/true\n")

    done = subprocess.run(
        [SYSTEMD_ANALYZE, "verify", "--man=no", "--recursive-errors=no", file],
        check=False,
        capture_output=True,
        text=True,
    )

    assert (done.returncode, done.stderr) == (0, "")


def test_units_of_the_site_name_its_settings():
    managed = [one for one in units() if "/srv/mysite/.venv" in one.text]
    unnamed = [
        str(one)
        for one in managed
        if "EnvironmentFile=/etc/mysite/env" not in one.text
        and "DJANGO_SETTINGS_MODULE=" not in one.text
    ]

    assert managed
    assert unnamed == []
    assert "DJANGO_SETTINGS_MODULE=" in text_of("/etc/mysite/env", DEBIAN)


def test_timers_have_their_services():
    names = {Path(one.server_file).name for one in units()}
    timers = {name for name in names if name.endswith(".timer")}

    assert {name.replace(".timer", ".service") for name in timers} - names == set()


ONE_SERVER = text_of("/etc/nginx/sites-available/mysite", DEBIAN)
UPSTREAM = text_of("/etc/nginx/conf.d/mysite.conf", SEVERAL)
# The page describes this change to the file of one server.
TWO_SERVERS = UPSTREAM + ONE_SERVER.replace("http://127.0.0.1:8001;", "http://mysite;")


@pytest.mark.skipif(NGINX is None, reason="no nginx here")
@pytest.mark.parametrize("text", [ONE_SERVER, TWO_SERVERS], ids=["one server", "two"])
def test_nginx_takes_its_file(text, tmp_path):
    pem = ROOT / "tests/newsletter/self_signed.pem"
    text = re.sub(r"/etc/letsencrypt/\S+\.pem", str(pem), text)
    (tmp_path / "site").write_text(
        text.replace("include proxy_params", f"include {tmp_path}/params")
    )
    (tmp_path / "params").write_text(PROXY_PARAMS)
    conf = tmp_path / "nginx.conf"
    conf.write_text(NGINX_CONF.format(folder=tmp_path))

    command = [NGINX, "-t", "-q", "-p", tmp_path, "-c", conf, "-e", tmp_path / "error.log"]
    done = subprocess.run(command, check=False, capture_output=True, text=True)

    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("path", ["/etc/mysite/env", ".env"])
def test_environment_is_what_the_settings_read(path):
    lines = [line for one in of_server()[path] for line in one.text.splitlines()]
    named = {line.partition("=")[0] for line in lines if not line.startswith("#")}

    assert named - read_by_settings() - {"DJANGO_SETTINGS_MODULE"} == set()


CELERY = ["mysite/celery.py", "mysite/__init__.py"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("places", "way"),
    [
        ([SETTINGS], "Emails are sent by `manage.py therapy_mail run`"),
        ([SETTINGS, *CELERY], "Emails are sent by Celery"),
    ],
)
def test_settings_of_production_have_nothing_to_correct(places, way, tmp_path):
    project = start_project(tmp_path)
    for sample in samples():
        if sample.place in places and sample.page in (DEBIAN, RUN_THE_MAIL):
            paste(project, sample)
    lines = text_of("/etc/mysite/env", DEBIAN).splitlines()[1:]
    keys = {name: secrets.token_hex(32) for name in ("SECRET_KEY", "ADDRESS_KEY")}
    environ = dict(line.split("=", 1) for line in lines) | keys

    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=project,
        env=os.environ | environ | {"PYTHONPATH": str(ROOT)},
        check=False,
        capture_output=True,
        text=True,
    )

    assert re.findall(
        r"^\?: \(([\w.]+)\) (Emails are sent by [^:,]+)", done.stderr, re.MULTILINE
    ) == [("wagtail_therapy_newsletter.I005", way)]
    assert re.findall(r"\d issues?", done.stderr) == ["1 issue"]


def test_drill_runs_with_what_the_settings_say(monkeypatch):
    for name in read_by_settings():
        monkeypatch.setenv(name, "1")
    (sample,) = [one for one in samples() if one.place == SETTINGS and one.page == DEBIAN]
    settings = {"WAGTAIL_THERAPY": {}, "INSTALLED_APPS": [], "MIDDLEWARE": []}
    exec(sample.text, settings)

    assert literals(ROOT / "tests/drill/settings.py") == {
        "DATABASES['default']['OPTIONS']": settings["DATABASES"]["default"]["OPTIONS"],
        "CELERY_BROKER_TRANSPORT_OPTIONS": settings["CELERY_BROKER_TRANSPORT_OPTIONS"],
    }


def literals(path: Path) -> dict:
    """Return the dictionaries of a module that are written out, by the names that they get."""
    found = {}
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict):
            found[ast.unparse(node.targets[0])] = ast.literal_eval(node.value)
    return found
