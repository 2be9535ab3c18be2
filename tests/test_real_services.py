"""The servers of the tests: those of one run, and those that outlive it."""

import re
import subprocess
import sys

import psycopg
import pytest
import redis

from tests import real_services
from tests.wheels import ROOT

EXPORT = re.compile(r"export DATABASE_URL='(\S+)' REDIS_URL='(\S+)'\n")


@pytest.mark.parametrize(
    ("url", "number", "nth"),
    [
        ("redis://127.0.0.1:6379/0", 0, "redis://127.0.0.1:6379/0"),
        ("redis://127.0.0.1:6379/3", 2, "redis://127.0.0.1:6379/5"),
        ("redis://:secret@host", 1, "redis://:secret@host/1"),
    ],
)
def test_nth_database_is_counted_from_the_one_that_was_named(url, number, nth):
    assert real_services.nth_database(url, number) == nth


@pytest.mark.skipif(real_services.redis_executable() is None, reason="no Redis")
def test_servers_run_until_they_are_terminated():
    command = [sys.executable, "-m", "tests.real_services"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        postgresql_url, redis_url = EXPORT.fullmatch(process.stdout.readline()).groups()
        with psycopg.connect(postgresql_url) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
        with redis.Redis.from_url(redis_url) as server:
            assert server.ping() is True
        process.terminate()
    assert process.returncode == 0
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(postgresql_url)
    with pytest.raises(redis.ConnectionError), redis.Redis.from_url(redis_url) as server:
        server.ping()
