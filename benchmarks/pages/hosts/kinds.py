"""The foreign hosts: where the templates and the static files of each come from."""

import shutil
import subprocess
import sys
from pathlib import Path

from benchmarks.pages import tools

HERE = Path(__file__).parent
MODULES = HERE / "node_modules"
TEMPLATES = HERE / "templates"
TAILWIND = '@import "tailwindcss" source("{templates}");\n'
START = "from wagtail.bin.wagtail import main; main()"


def bootstrap(folder: Path) -> Path:
    """Put the static files into the folder; return where the templates are, as all of these."""
    shutil.copy(MODULES / "bootstrap" / "dist" / "css" / "bootstrap.min.css", folder)
    return TEMPLATES / "bootstrap"


def tailwind(folder: Path) -> Path:
    source = HERE / "node_modules" / ".tailwind.css"
    source.write_text(TAILWIND.format(templates=TEMPLATES / "tailwind"))
    program = MODULES / "@tailwindcss" / "cli" / "dist" / "index.mjs"
    command = ["node", str(program), "--input", str(source), "--output", folder / "tailwind.css"]
    subprocess.run(command, cwd=HERE, check=True, stderr=subprocess.DEVNULL)
    return TEMPLATES / "tailwind"


def wagtail_start(folder: Path) -> Path:
    """As ``wagtail start`` makes it, whatever the Wagtail here: no copy of ours grows old."""
    project = folder / "project"
    project.mkdir()
    command = [sys.executable, "-c", START, "start", "bare", str(project)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    shutil.copytree(project / "bare" / "static", folder, dirs_exist_ok=True)
    return project / "bare" / "templates"


KINDS = {"bootstrap": bootstrap, "tailwind": tailwind, "wagtail_start": wagtail_start}


def install() -> None:
    """Have npm fetch what they are made of.

    :raises MissingToolError: there is no npm.
    """
    tools.install(HERE)
