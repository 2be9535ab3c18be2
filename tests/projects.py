"""Django projects of other people, in folders of their own, into which the wheel is installed."""

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

from tests.real_services import end, free_port, wait_for_port
from tests.wheels import ROOT

START = "from wagtail.bin.wagtail import main; main()"

# The new project prints its mail; here it goes to the tests' mail server.
MAIL_SETTINGS = """
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST, EMAIL_PORT = "{host}", {port}
"""

NOTHING_TO_CORRECT = "System check identified no issues (0 silenced).\n"


# What each of several commands prints, run in one process.
SEVERAL = """
import io, json
from contextlib import redirect_stderr, redirect_stdout
from django.core.management import call_command

told = []
for command in {commands!r}:
    with io.StringIO() as said, redirect_stdout(said), redirect_stderr(said):
        call_command(*command)
        told.append(said.getvalue())
print(json.dumps(told))
"""


def wagtail_tables(folder: Path) -> None:
    """Make a database with what Django's and Wagtail's migrations leave, which takes longest."""
    values = {"DATABASE_URL": f"sqlite:///{folder}/db.sqlite3", "PYTHONPATH": str(ROOT)}
    settings = "--settings=tests.settings_wagtail"
    migrate = [sys.executable, "-m", "django", "migrate", "--skip-checks", settings]
    run(*migrate, cwd=folder, **values)


def new_site(folder: Path) -> None:
    """Make the project of `wagtail start mysite`, and the tables of its database."""
    run(sys.executable, "-c", START, "start", "mysite", folder)
    run(sys.executable, "manage.py", "migrate", cwd=folder)


def shell(code: str) -> list[str]:
    """Return the command that runs this code."""
    return ["shell", "--no-imports", "-c", code]


class Project:
    """A Django project in a folder, with a virtual environment of its own."""

    def __init__(self, folder: Path, wheel: Path):
        self.folder = folder / "mysite"
        self.folder.mkdir()
        venv = folder / "venv"
        self.python = venv / "bin" / "python"
        run(sys.executable, "-m", "venv", "--without-pip", venv)
        pip = [sys.executable, "-m", "pip", "--quiet", "--python", self.python]
        run(*pip, "install", "--no-deps", "--no-index", wheel)
        # Wagtail and the rest are borrowed. Last, or pip would find the package there, too.
        packages = venv / "lib" / f"python{sysconfig.get_python_version()}" / "site-packages"
        (packages / "borrowed.pth").write_text(sysconfig.get_path("purelib"))

    def start(self, site: Path) -> None:
        """Begin as a site that its developer has already: see ``new_site``."""
        shutil.copytree(site, self.folder, dirs_exist_ok=True)

    def paste_readme(self) -> None:
        self.append("mysite/settings/base.py", readme_lines("settings"))
        self.append("mysite/settings/local.py", readme_lines("local"))
        self.insert("mysite/urls.py", readme_lines("urls"), above="urlpatterns = urlpatterns + [")

    def mail_to(self, server) -> None:
        settings = MAIL_SETTINGS.format(host=server.host, port=server.port)
        self.append("mysite/settings/local.py", settings)

    @contextmanager
    def served(self):
        """Run the project's own server; give its address."""
        port = free_port()
        server = subprocess.Popen(
            [self.python, "manage.py", "runserver", "--noreload", str(port)],
            cwd=self.folder,
            env=environ(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            wait_for_port(port, server)
            yield f"http://localhost:{port}"
        finally:
            end(server)

    def copy(self, folder: Path) -> None:
        """Put the apps that the folder holds beside those of the project."""
        shutil.copytree(folder, self.folder, dirs_exist_ok=True)

    def manage(self, *arguments) -> str:
        return run(self.python, "manage.py", *arguments, cwd=self.folder)

    def manage_all(self, *commands: list[str]) -> list[str]:
        """Run several commands in one process, which takes long to start; return what each says."""
        return json.loads(self.manage(*shell(SEVERAL.format(commands=commands))))

    def append(self, name: str, text: str) -> None:
        with (self.folder / name).open("a") as file:
            file.write(f"\n{text}\n")

    def insert(self, name: str, text: str, above: str) -> None:
        path = self.folder / name
        before, line, after = path.read_text().partition(above)
        assert line, f"{name} has no line {above!r}"
        path.write_text(f"{before}{text}\n\n{line}{after}")


def environ() -> dict[str, str]:
    """Return what a shell has; nothing that points at this work tree, its settings or services."""
    return {name: os.environ[name] for name in ["PATH", "HOME", "LANG"] if name in os.environ}


def run(*command, cwd=None, **values) -> str:
    done = subprocess.run(
        command, cwd=cwd, env=environ() | values, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def readme_lines(name: str) -> str:
    """Return the code block that README.md marks with ``<!-- install:name -->``."""
    pattern = rf"<!-- install:{name} -->\n```python\n(.*?)```"
    return re.search(pattern, (ROOT / "README.md").read_text(), re.DOTALL)[1]


def headings(url: str) -> list[str]:
    with urlopen(url) as page:
        return re.findall("<h1.*?>(.*?)</h1>", page.read().decode())
