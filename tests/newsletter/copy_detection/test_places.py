"""What a place is from which a site sends, and which are known by themselves."""

import json
import os
import sys
from pathlib import Path

import pytest

from tests.processes import PATIENCE, wait_until
from tests.sites import add_site
from wagtail_therapy.newsletter.copy_detection import places, state_dir
from wagtail_therapy.newsletter.models import Mailing, SendingPlace


def make_id(start):
    """Be ready, wait for the start, and tell the id of this folder."""
    sys.stdout.write("ready\n")
    # To open it is to wait until the other end is open, too.
    Path(start).open().close()
    sys.stdout.write(state_dir.read_id())


def changed(site):
    """Return what has changed here, or nothing where the place is known."""
    site.refresh_from_db()
    here = places.current_place(site)
    return [] if here.adopted else here.changed


@pytest.fixture
def home(state_folder, make_mailing, site):
    """A site that has queued its first mailing here."""
    make_mailing()
    return site


def test_first_place_of_a_new_site_is_known_by_itself(home):
    [place] = SendingPlace.objects.all()
    assert (bool(place.adopted_at), place.adopted_by, place.adopted_as, place.why) == (
        True,
        None,
        "",
        "",
    )
    assert (changed(home), places.unadopted(home)) == ([], None)


def test_place_is_a_row_of_hashes(home):
    [place] = SendingPlace.objects.all()
    parts = [getattr(place, part) for part in places.PARTS]
    assert [len(part) for part in parts] == [64, 64, 0, 64, 64]
    assert len(set(parts)) == 5


def test_folder_is_for_its_owner_only(home, state_folder):
    assert oct(state_folder.stat().st_mode & 0o777) == "0o700"
    assert oct((state_folder / "environment").stat().st_mode & 0o777) == "0o600"


def in_another_folder(site, therapy, settings, tmp_path):
    therapy(MAIL_STATE_DIR=tmp_path / "elsewhere")


def without_its_folder(site, therapy, settings, tmp_path):
    therapy(MAIL_STATE_DIR=None)


def under_another_name(site, therapy, settings, tmp_path):
    therapy(MAIL_ENVIRONMENT="staging")


def with_another_host_name(site, therapy, settings, tmp_path):
    type(site).objects.update(hostname="staging.example")


def with_another_port(site, therapy, settings, tmp_path):
    type(site).objects.update(port=8000)


def with_another_key(site, therapy, settings, tmp_path):
    settings.SECRET_KEY = "of the developer's own machine"


def on_another_database(site, therapy, settings, tmp_path):
    SendingPlace.objects.update(database="of the original")


@pytest.mark.parametrize(
    ("move", "what"),
    [
        (in_another_folder, ["folder"]),
        (without_its_folder, ["folder"]),
        (under_another_name, ["environment"]),
        (with_another_host_name, ["address"]),
        (with_another_port, ["address"]),
        (with_another_key, ["key"]),
        (on_another_database, ["database"]),
    ],
)
def test_each_part_makes_another_place(home, therapy, settings, tmp_path, move, what):
    move(home, therapy, settings, tmp_path)
    assert changed(home) == what
    # Asked once, however many look.
    asked = [places.unadopted(home) for _ in range(3)]
    assert asked == [(SendingPlace.objects.asking().get(), what)] * 3


def test_name_does_not_silence_the_folder(home, therapy, tmp_path):
    therapy(MAIL_ENVIRONMENT="production")
    places.current_place(home).row().adopt()
    assert changed(home) == []
    therapy(MAIL_STATE_DIR=tmp_path / "copy")
    assert changed(home) == ["folder"]


def test_place_that_was_adopted_is_known_from_then_on(home, therapy):
    therapy(MAIL_ENVIRONMENT="a")
    place, _changed = places.unadopted(home)
    assert (place.adopt(adopted_as="Orla"), place.adopt(adopted_as="Ada")) == (True, False)
    assert (place.adopted_as, places.unadopted(home)) == ("Orla", None)
    therapy(MAIL_ENVIRONMENT=None)
    assert places.unadopted(home) is None


def test_rotated_key_is_no_copy_even_when_the_old_one_is_gone(home, rotate_secret_key, settings):
    rotate_secret_key()
    assert places.unadopted(home) is None
    settings.SECRET_KEY_FALLBACKS = []
    assert places.unadopted(home) is None


def test_key_of_the_list_is_no_copy(home, therapy):
    therapy(ADDRESS_KEY="of its own")
    assert places.unadopted(home) is None


def test_new_site_is_known_where_its_sister_is(home, make_mailing):
    sister = add_site("sister.example", slug="sister")
    places.adopt_first(sister)
    assert changed(sister) == []


def test_new_site_in_a_copy_asks(home, therapy):
    therapy(MAIL_ENVIRONMENT="staging")
    sister = add_site("sister.example", slug="sister")
    places.adopt_first(sister)
    assert SendingPlace.objects.filter(site=sister).exists() is False
    assert places.unadopted(sister) is not None


def test_site_that_has_mailings_but_no_place_asks(home):
    SendingPlace.objects.all().delete()
    places.adopt_first(home)
    assert (SendingPlace.objects.count(), Mailing.objects.count()) == (0, 1)
    _place, what = places.unadopted(home)
    assert what == ["database", "folder", "address", "key"]


def test_known_place_costs_one_query(home, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert places.unadopted(home) is None


def test_processes_that_make_the_folder_at_once_agree(fork_server, tmp_path):
    start, state = tmp_path / "start", tmp_path / "new" / "state"
    os.mkfifo(start)
    printed = [tmp_path / f"said-{number}" for number in range(4)]
    environ = {"THERAPY_SETTINGS": json.dumps({"MAIL_STATE_DIR": str(state)})}
    processes = []
    for path in printed:
        path.touch()
        files = [os.devnull, path, path]
        processes.append(
            fork_server.start(f"{__name__}:make_id", environ=environ, files=files, start=str(start))
        )
    wait_until(lambda: [path.read_text() for path in printed] == ["ready\n"] * 4)
    # All of them wait at it, or come to it now.
    with start.open("w"):
        assert [process.wait(timeout=PATIENCE) for process in processes] == [0] * 4
    ids = [path.read_text().split()[1] for path in printed]
    assert (len(set(ids)), len(ids[0])) == (1, 32)
    assert [path.name for path in state.iterdir()] == ["environment"]
