"""The ``compose.yaml`` of the documentation, as far as it can be looked at without Docker."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.docs import commands
from tests.docs.server_files import CONTAINERS, read_by_settings, text_of
from wagtail_therapy.conf import DEFAULTS


@pytest.fixture(scope="module")
def compose():
    return yaml.safe_load(text_of("compose.yaml", CONTAINERS))


CHECK_SCHEMA = Path(sys.executable).with_name("check-jsonschema")


@pytest.mark.skipif(
    not CHECK_SCHEMA.exists(), reason="the dependency group `lint` is not installed"
)
def test_compose_is_such_as_its_schema_says(tmp_path):
    file = tmp_path / "compose.yaml"
    file.write_text(text_of("compose.yaml", CONTAINERS))

    command = [CHECK_SCHEMA, "--builtin-schema", "vendor.compose-spec", file]
    done = subprocess.run(command, check=False, capture_output=True, text=True)

    assert (done.returncode, done.stdout) == (0, "ok -- validation done\n")


def test_compose_starts_commands_that_exist(compose):
    started = [one["command"] for one in compose["services"].values() if "command" in one]
    ours = [command for command in started if re.match(r"celery|python|gunicorn", command)]

    assert len(ours) == 2
    assert list(filter(None, map(commands.problem, ours))) == []


def test_compose_says_what_the_settings_read(compose):
    service = compose["services"]["worker"]

    assert set(service["environment"]) - read_by_settings() == {"DJANGO_SETTINGS_MODULE"}
    assert service["env_file"] == ".env"


def test_compose_keeps_the_state_on_a_volume(compose):
    mounts = {name: one.get("volumes", []) for name, one in compose["services"].items()}
    ours = {name for name, found in mounts.items() if "state:/var/lib/mysite" in found}
    volumes = {mount.partition(":")[0] for found in mounts.values() for mount in found}

    assert ours == {"prepare", "web", "worker", "beat"}
    assert volumes == set(compose["volumes"])


def test_compose_lets_a_worker_finish(compose):
    grace = compose["services"]["worker"]["stop_grace_period"]

    assert int(grace.removesuffix("s")) > DEFAULTS["MAIL_SESSION_SECONDS"]
