"""The wheel in a new project of `wagtail start`, with the lines that README.md tells to write."""

import os
import re
import subprocess
import sys
import sysconfig
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.real_parts import end, free_port, wait_for_port
from tests.wheels import ROOT

START = "from wagtail.bin.wagtail import main; main()"
WHERE = "import wagtail_therapy; print(wagtail_therapy.__file__)"

# The new project prints its mail; here it goes to the tests' mail server.
MAIL_SETTINGS = """
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST, EMAIL_PORT = "{host}", {port}
"""

# What the practice's people do in the admin, up to pressing "Send now".
STORY = """
from django.utils import timezone
from wagtail.models import Locale, Site
from wagtail_therapy.authors.models import Author
from wagtail_therapy.newsletter import addresses, mailings
from wagtail_therapy.newsletter.models import Mailing, PostMailIntent, Subscriber
from wagtail_therapy.pages.models import BlogIndexPage, BlogPostAuthor, BlogPostPage
from wagtail_therapy.practice.models import PracticeSettings

site = Site.objects.get()
PracticeSettings.objects.create(
    site=site, name="New Practice", postal_address="1 New Street", sender_email="posts@new.example"
)
email = "reader@mail.example"
Subscriber.objects.create(
    site=site,
    email=email,
    email_key=addresses.address_key(email),
    address_hash=addresses.address_hash(email),
    status="active",
    confirmed_at=timezone.now(),
)
blog = site.root_page.add_child(instance=BlogIndexPage(title="Blog", slug="blog"))
post = BlogPostPage(title="On endings", slug="on-endings", excerpt="How they go.", live=False)
author = Author.objects.create(name="Ada Example", locale=Locale.get_default())
post.post_authors = [BlogPostAuthor(author=author)]
blog.add_child(instance=post)
PostMailIntent.objects.create(
    translation_key=post.translation_key, locale=post.locale, choice="send"
)
post.save_revision().publish()
assert mailings.send_now(Mailing.objects.get())
"""

pytestmark = pytest.mark.slow


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

    def manage(self, *arguments) -> str:
        return run(self.python, "manage.py", *arguments, cwd=self.folder)

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


def run(*command, cwd=None) -> str:
    done = subprocess.run(
        command, cwd=cwd, env=environ(), check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def readme_lines(name: str) -> str:
    """Return the code block that README.md marks with ``<!-- install:name -->``."""
    pattern = rf"<!-- install:{name} -->\n```python\n(.*?)```"
    return re.search(pattern, (ROOT / "README.md").read_text(), re.DOTALL)[1]


@pytest.fixture(scope="module")
def project(wheel, smtp_server_process, tmp_path_factory):
    project = Project(tmp_path_factory.mktemp("install"), wheel)
    run(project.python, "-c", START, "start", "mysite", project.folder)
    project.append("mysite/settings/base.py", readme_lines("settings"))
    project.insert("mysite/urls.py", readme_lines("urls"), above="urlpatterns = urlpatterns + [")
    host, port = smtp_server_process.host, smtp_server_process.port
    project.append("mysite/settings/local.py", MAIL_SETTINGS.format(host=host, port=port))
    project.manage("migrate")
    return project


@pytest.fixture
def url(project):
    """Where the project is served."""
    port = free_port()
    server = subprocess.Popen(
        [project.python, "manage.py", "runserver", "--noreload", str(port)],
        cwd=project.folder,
        env=environ(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    wait_for_port(port, server)
    yield f"http://localhost:{port}"
    end(server)


def test_project_uses_the_wheel(project):
    where = run(project.python, "-c", WHERE, cwd=project.folder)
    assert Path(where).is_relative_to(project.python.parent.parent)


def test_project_has_nothing_to_correct(project):
    assert project.manage("check") == "System check identified no issues (0 silenced).\n"
    assert project.manage("makemigrations", "--check") == "No changes detected\n"


def test_project_serves_a_post_and_mails_it(project, smtp_server, url):
    project.manage("shell", "-c", STORY)
    with urlopen(f"{url}/blog/on-endings/") as page:
        html = page.read().decode()
    assert re.findall("<h1.*?>(.*?)</h1>", html) == ["On endings"]
    with urlopen(url + re.search(r'href="([^"]*therapy\.css)"', html)[1]) as stylesheet:
        assert stylesheet.headers["Content-Type"] == "text/css"
    project.manage("therapy_mail", "run")
    assert smtp_server.recipients() == ["reader@mail.example"]
    assert smtp_server.messages()[0].parsed["Subject"] == "On endings"
    project.manage("therapy_mail", "run")
    assert smtp_server.recipients() == ["reader@mail.example"]
