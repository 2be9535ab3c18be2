"""Databases that were cloned to another place."""

import json
import os
import sys
from pathlib import Path

import pytest

from tests.processes import PATIENCE, wait_until
from wagtail_therapy.newsletter import environment
from wagtail_therapy.newsletter.models import Mailing

ELSEWHERE = "The site’s address or server has changed since this was prepared."


def make_id(start):
    """Be ready, wait for the start, and tell the id of this environment."""
    sys.stdout.write("ready\n")
    # To open it is to wait until the other end is open, too.
    Path(start).open().close()
    sys.stdout.write(environment._environment_id())


def reason(mailing):
    """Return the first sentence of what a person is asked, or nothing."""
    mailing.refresh_from_db()
    objection = environment.objection(mailing)
    assert len(objection) <= 200
    return ELSEWHERE if objection.startswith(ELSEWHERE) else objection


def test_fingerprint_is_the_same_for_every_process(state_folder, site):
    first = environment.fingerprint(site)
    assert (environment.fingerprint(site), len(first)) == (first, 64)
    assert oct(state_folder.stat().st_mode & 0o777) == "0o700"
    assert oct((state_folder / "environment").stat().st_mode & 0o777) == "0o600"


def test_a_mailing_that_is_queued_here_is_ours(state_folder, make_mailing, site):
    mailing = make_mailing()
    assert mailing.env_fingerprint == environment.fingerprint(site)
    assert (environment.is_ours(mailing), reason(mailing)) == (True, "")


def test_a_copy_of_the_database_in_another_place_is_noticed(
    state_folder, make_mailing, therapy, tmp_path
):
    mailing = make_mailing()
    therapy(MAIL_STATE_DIR=tmp_path / "staging")
    assert reason(mailing) == ELSEWHERE
    therapy(MAIL_STATE_DIR=state_folder)
    assert reason(mailing) == ""


@pytest.mark.parametrize("change", [{"hostname": "staging.example"}, {"port": 8000}])
def test_a_copy_under_another_address_is_noticed(state_folder, make_mailing, site, change):
    mailing = make_mailing()
    type(site).objects.update(**change)
    assert reason(mailing) == ELSEWHERE


def test_a_copy_under_another_name_is_noticed(make_mailing, therapy):
    therapy(MAIL_ENVIRONMENT="production")
    mailing = make_mailing()
    therapy(MAIL_ENVIRONMENT="staging")
    assert reason(mailing) == ELSEWHERE


def test_the_name_counts_for_servers_that_share_no_folder(make_mailing, therapy, tmp_path):
    therapy(MAIL_ENVIRONMENT="production", MAIL_STATE_DIR=tmp_path / "web")
    mailing = make_mailing()
    therapy(MAIL_STATE_DIR=tmp_path / "worker")
    assert reason(mailing) == ""


def test_a_copy_with_another_secret_key_is_noticed_without_any_setting(make_mailing, settings):
    mailing = make_mailing()
    settings.SECRET_KEY = "of the developer's own machine"
    assert reason(mailing) == ELSEWHERE


def test_a_rotated_secret_key_is_no_copy(make_mailing, site, settings):
    first = make_mailing()
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "new", [settings.SECRET_KEY]
    second = make_mailing()
    assert (reason(first), reason(second)) == ("", "")
    assert first.env_fingerprint != second.env_fingerprint == environment.fingerprint(site)


def test_a_mailing_from_before_fingerprints_is_ours(state_folder, make_mailing):
    mailing = make_mailing()
    Mailing.objects.update(env_fingerprint="")
    assert reason(mailing) == ""


def test_what_is_published_in_a_copy_waits_until_a_person_says_that_it_is_the_real_site(
    state_folder, make_mailing, therapy, tmp_path
):
    make_mailing()
    therapy(MAIL_STATE_DIR=tmp_path / "copy")
    in_copy = make_mailing()
    assert reason(in_copy) == ELSEWHERE

    environment.adopt(in_copy)
    assert (reason(in_copy), reason(make_mailing())) == ("", "")


def test_each_site_has_a_fingerprint_of_its_own(state_folder, make_mailing, site):
    mailing = make_mailing()
    other = type(site).objects.create(hostname="other.example", root_page=site.root_page)
    own = environment.known_fingerprint(other)
    assert own == environment.fingerprint(other) != mailing.env_fingerprint


def test_processes_that_make_the_folder_at_once_agree(nursery, tmp_path):
    start, state = tmp_path / "start", tmp_path / "new" / "state"
    os.mkfifo(start)
    said = [tmp_path / f"said-{number}" for number in range(4)]
    environ = {"THERAPY_SETTINGS": json.dumps({"MAIL_STATE_DIR": str(state)})}
    processes = []
    for path in said:
        path.touch()
        files = [os.devnull, path, path]
        processes.append(
            nursery.start(f"{__name__}:make_id", environ=environ, files=files, start=str(start))
        )
    wait_until(lambda: [path.read_text() for path in said] == ["ready\n"] * 4)
    # All of them wait at it, or come to it now.
    with start.open("w"):
        assert [process.wait(timeout=PATIENCE) for process in processes] == [0] * 4
    ids = [path.read_text().split()[1] for path in said]
    assert (len(set(ids)), len(ids[0])) == (1, 32)
    assert [path.name for path in state.iterdir()] == ["environment"]
