"""README's lines in a site made with Wagtail's tutorial, its blog and content kept."""

import pytest

from tests.processes import ROOT
from tests.projects import NOTHING_TO_CORRECT, Project, headings, shell
from tests.test_install import STORY

# What the tutorial adds to the settings: its apps, and Wagtail's app for settings.
TUTORIAL_SETTINGS = """
INSTALLED_APPS += ["base", "blog", "wagtail.contrib.settings"]
TEMPLATES[0]["OPTIONS"]["context_processors"] += [
    "wagtail.contrib.settings.context_processors.settings"
]
"""

# What its author wrote before the practice wanted more than that.
CONTENT = """
from datetime import date
from wagtail.models import Site
from base.models import FooterText
from blog.models import Author, BlogIndexPage, BlogPage, BlogTagIndexPage

home = Site.objects.get().root_page
blog = home.add_child(instance=BlogIndexPage(title="Own blog", slug="own-blog"))
home.add_child(instance=BlogTagIndexPage(title="Tags", slug="tags"))
FooterText.objects.create(body="<p>Own footer</p>")
post = BlogPage(title="Own post", slug="own-post", date=date(2026, 1, 31), intro="Own words")
post.authors = [Author.objects.create(name="Own Author")]
post.tags.add("endings")
blog.add_child(instance=post)
"""

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def project(wheel, new_site, smtp_server_process, tmp_path_factory):
    """The tutorial's site with content, into which our lines were pasted afterwards."""
    project = Project(tmp_path_factory.mktemp("tutorial"), wheel)
    project.start(new_site)
    project.copy(ROOT / "tests" / "tutorial_site")
    project.append("mysite/settings/base.py", TUTORIAL_SETTINGS)
    project.mail_to(smtp_server_process)
    project.manage_all(["makemigrations", "base", "blog"], ["migrate"], shell(CONTENT))
    project.paste_readme()
    project.manage("migrate")
    return project


def test_project_has_nothing_to_correct(project):
    told = project.manage_all(["check"], ["makemigrations", "--check"])
    assert told == [NOTHING_TO_CORRECT, "No changes detected\n"]


def test_project_serves_its_posts_and_ours_and_mails_ours(project, smtp_server):
    project.manage_all(shell(STORY), ["therapy_mail", "run"])
    own = {
        "/own-blog/": "Own blog",
        "/own-blog/own-post/": "Own post",
        "/tags/?tag=endings": "Tags",
    }
    ours = {"/blog/": "Blog", "/blog/on-endings/": "On endings"}
    with project.served() as url:
        shown = {path: headings(url + path) for path in own | ours}
    assert shown == {path: [title] for path, title in (own | ours).items()}

    assert smtp_server.recipients() == ["reader@mail.example"]
    assert smtp_server.messages()[0].parsed["Subject"] == "On endings"
