"""Results that the database could not take, kept on a real disk."""

import json
from uuid import UUID, uuid4

import pytest
from django.db import OperationalError
from django.utils import timezone

from tests.newsletter import rows
from wagtail_therapy.newsletter import freezing, mailings, spool
from wagtail_therapy.newsletter.models import Delivery, Mailing

State = Delivery.State
CLAIM = UUID("0123456789abcdef0123456789abcdef")


@pytest.fixture
def file(state_folder):
    state_folder.mkdir()
    return state_folder / "results.jsonl"


@pytest.fixture
def batch(ready, file):
    """Three deliveries that a worker has just sent, of which it could not say so."""
    freezing.prepare(ready)
    in_hand = {"state": State.SENDING, "claim": uuid4(), "lease_until": timezone.now()}
    ready.deliveries.update(**in_hand)
    Mailing.objects.update(state=Mailing.State.PAUSED)
    return list(ready.deliveries.order_by("pk"))


def lines(file):
    return [json.loads(line) for line in file.read_text().splitlines()]


def outcomes():
    columns = ("state", "provider_id", "error_class", "lease_until")
    return list(Delivery.objects.order_by("pk").values_list(*columns))


def test_append_keeps_a_result_and_nothing_personal(batch, file):
    assert spool.append(batch[0], State.SENT, "message-7") is True
    assert spool.append(batch[1], State.FAILED, error_class="550 5.1.1") is True
    assert lines(file) == [
        {
            "delivery": batch[0].pk,
            "claim": batch[0].claim.hex,
            "state": State.SENT,
            "provider_id": "message-7",
            "error_class": "",
        },
        {
            "delivery": batch[1].pk,
            "claim": batch[1].claim.hex,
            "state": State.FAILED,
            "provider_id": "",
            "error_class": "550 5.1.1",
        },
    ]
    assert oct(file.stat().st_mode & 0o777) == "0o600"


def test_append_needs_no_database(file, django_db_blocker):
    with django_db_blocker.block():
        assert spool.append(Delivery(pk=1, claim=CLAIM), State.SENT) is True


def test_append_takes_only_what_is_final(batch, file):
    with pytest.raises(ValueError, match="needs no spool"):
        spool.append(batch[0], State.UNKNOWN)


def test_without_a_folder_there_is_no_spool(ready, therapy):
    therapy(MAIL_STATE_DIR=None)
    assert (spool.append(Delivery(pk=1, claim=CLAIM), State.SENT), spool.replay()) == (
        False,
        0,
    )


def test_replay_settles_what_was_kept(batch, file):
    spool.append(batch[0], State.SENT, "message-7")
    spool.append(batch[1], State.FAILED, error_class="550 5.1.1")
    assert spool.replay() == 2
    assert outcomes()[:2] == [
        (State.SENT, "message-7", "", None),
        (State.FAILED, "", "550 5.1.1", None),
    ]
    assert Delivery.objects.order_by("pk").last().state == State.SENDING
    mailing = Mailing.objects.get()
    assert (mailing.sent, mailing.failed, mailing.left) == (1, 1, 1)
    assert (file.read_bytes(), spool.replay()) == (b"", 0)


def test_replay_settles_what_the_sweep_called_unknown(batch, file):
    for delivery in batch:
        delivery.mark_unknown("worker vanished")
        spool.append(delivery, State.SENT)
    Mailing.objects.update(state=Mailing.State.FINISHED_WITH_UNKNOWN)
    assert spool.replay() == 3
    mailing = Mailing.objects.get()
    assert (mailing.state, rows.states(mailing)) == (Mailing.State.FINISHED, {"sent": 3})


@pytest.mark.parametrize(
    "decided",
    [
        {"state": State.QUEUED, "claim": None},
        {"state": State.SENDING, "claim": CLAIM},
        {"state": State.SENT, "provider_id": "told by the provider"},
        {"state": State.SKIPPED},
    ],
)
def test_replay_leaves_alone_what_was_decided_since(batch, file, decided):
    Delivery.objects.update(**decided)
    before = outcomes()
    for delivery in batch:
        spool.append(delivery, State.SENT, "late")
    assert (spool.replay(), outcomes()) == (0, before)


def test_replay_twice_is_the_same_as_once(batch, file):
    """A process that is killed before it deletes the lines leaves them for the next."""
    spool.append(batch[0], State.SENT, "message-7")
    kept = file.read_bytes()
    assert spool.replay() == 1
    once = outcomes()
    file.write_bytes(kept)
    assert (spool.replay(), outcomes()) == (0, once)


@pytest.mark.parametrize("fault", [OperationalError("gone"), KeyboardInterrupt()])
@pytest.mark.parametrize(
    ("at", "name", "left"),
    [
        (Delivery, "move", {"sending": 3}),
        # The results are committed, but the mailing was not counted.
        (mailings, "settle_late", {"sent": 3}),
    ],
    ids=["early", "late"],
)
def test_replay_goes_on_where_it_was_broken_off(batch, file, monkeypatch, fault, at, name, left):
    for delivery in batch:
        spool.append(delivery, State.SENT)
    kept = file.read_bytes()

    def gone(*args, **kwargs):
        raise fault

    with monkeypatch.context() as patch:
        patch.setattr(at, name, gone)
        with pytest.raises(type(fault)):
            spool.replay()
    assert (file.read_bytes(), rows.states(batch[0].mailing)) == (kept, left)

    spool.replay()
    assert (Mailing.objects.get().sent, file.read_bytes()) == (3, b"")


DAMAGED = {
    "torn": b'{"delivery": 1, "cl',
    "no line": b"\x00\xff\x00\n",
    "no claim": b'{"delivery": 1, "claim": 5, "state": 3, "provider_id": "", "error_class": ""}\n',
    "not final": json.dumps(
        {"delivery": 1, "claim": CLAIM.hex, "state": 0, "provider_id": "", "error_class": ""}
    ).encode(),
    "a list": b"[1, 2]\n",
}


@pytest.mark.parametrize("damaged", DAMAGED.values(), ids=DAMAGED.keys())
def test_a_damaged_line_is_set_aside_and_the_others_count(batch, file, damaged, caplog):
    spool.append(batch[0], State.SENT)
    with file.open("ab") as end:
        end.write(damaged)
    spool.append(batch[1], State.SENT)

    assert spool.replay() == 2
    assert file.with_name("results.damaged").read_bytes().strip() == damaged.strip()
    assert caplog.messages == ["1 kept results can't be read; they are in results.damaged"]
    assert (file.read_bytes(), spool.replay()) == (b"", 0)


def test_a_line_that_the_database_cannot_store_does_not_stop_the_others(batch, file):
    line = {"claim": batch[0].claim.hex, "state": 3, "provider_id": "x" * 300, "error_class": ""}
    file.write_text(json.dumps(line | {"delivery": batch[0].pk}) + "\n")
    spool.append(batch[1], State.SENT)
    assert spool.replay() >= 1
    assert (outcomes()[1][0], file.read_bytes()) == (State.SENT, b"")
