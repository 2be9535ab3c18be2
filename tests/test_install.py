"""The wheel in a new project of `wagtail start`, with the lines that README.md has."""

import re
import subprocess
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.projects import NOTHING_TO_CORRECT, Project, environ, run, shell

WHERE = "import wagtail_therapy; print(wagtail_therapy.__file__)"

# What the practice's people do in the admin, up to pressing "Send now".
STORY = """
from django.contrib.auth import get_user_model
from django.utils import timezone
from wagtail.models import Locale, Site
from wagtail_therapy.authors.models import Author
from wagtail_therapy.newsletter import email_addresses
from wagtail_therapy.newsletter.sending import mailings
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
    email_key=email_addresses.address_key(email),
    address_hash=email_addresses.address_hash(email),
    status="active",
    confirmed_at=timezone.now(),
)
blog = site.root_page.add_child(instance=BlogIndexPage(title="Blog", slug="blog"))
post = BlogPostPage(title="On endings", slug="on-endings", excerpt="How they go.", live=False)
author = Author.objects.create(name="Ada Example", locale=Locale.get_default())
post.post_authors = [BlogPostAuthor(author=author)]
blog.add_child(instance=post)
editor = get_user_model().objects.create_superuser("editor")
PostMailIntent.objects.create(
    translation_key=post.translation_key, locale=post.locale, choice="send", set_by=editor
)
post.save_revision().publish()
assert mailings.send_now(Mailing.objects.get())
"""

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def project(wheel, new_site, smtp_server_process, tmp_path_factory):
    project = Project(tmp_path_factory.mktemp("install"), wheel)
    project.start(new_site)
    project.paste_readme()
    project.mail_to(smtp_server_process)
    project.manage("migrate")
    return project


def test_project_uses_the_wheel(project):
    where = run(project.python, "-c", WHERE, cwd=project.folder)
    assert Path(where).is_relative_to(project.python.parent.parent)


def test_project_has_nothing_to_correct(project):
    results = project.manage_all(["check"], ["makemigrations", "--check"])
    assert results == [NOTHING_TO_CORRECT, "No changes detected\n"]


def test_project_on_a_server_sends_nothing_with_the_settings_of_development(project):
    local = project.folder / "mysite/settings/local.py"
    kept = local.rename(local.with_suffix(".kept"))
    line = [project.python, "manage.py", "therapy_mail", "run", "--verbosity", "0"]
    done = subprocess.run(
        line, cwd=project.folder, env=environ(), capture_output=True, text=True, check=False
    )
    kept.rename(local)
    backend = "mysite.settings.dev is django.core.mail.backends.console.EmailBackend"
    refusal = f"CommandError: No email is sent: the mail backend in {backend},"
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(refusal)


def test_project_serves_a_post_and_mails_it(project, smtp_server):
    project.manage_all(shell(STORY), ["therapy_mail", "run"])
    with project.served() as url:
        with urlopen(f"{url}/blog/on-endings/") as page:
            html = page.read().decode()
        assert re.findall("<h1.*?>(.*?)</h1>", html) == ["On endings"]
        with urlopen(url + re.search(r'href="([^"]*therapy\.css)"', html)[1]) as stylesheet:
            assert stylesheet.headers["Content-Type"] == "text/css"
    assert smtp_server.recipients() == ["reader@mail.example"]
    assert smtp_server.messages()[0].parsed["Subject"] == "On endings"
    project.manage("therapy_mail", "run")
    assert smtp_server.recipients() == ["reader@mail.example"]
