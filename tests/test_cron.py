"""Cron mails whatever a command prints."""

from datetime import timedelta

import pytest
from django.core import checks
from django.core.checks.registry import registry
from django.core.management import get_commands, load_command_class
from django.utils import timezone

from tests.pages import rows
from tests.practice import ready_practice
from wagtail_therapy.authors.models import ReviewSettings


@pytest.fixture
def host_with_a_warning():
    def warn(app_configs, **kwargs):
        return [checks.Warning("Of the host's own.", id="host.W001")]

    checks.register(warn)
    yield
    registry.registered_checks.discard(warn)


def execute(name, *arguments):
    """Run a command as a shell does, checks of the system included."""
    command = load_command_class(get_commands()[name], name)
    options = vars(command.create_parser("manage.py", name).parse_args(arguments))
    command.execute(*options.pop("args", ()), **options)


@pytest.mark.usefixtures("host_with_a_warning")
@pytest.mark.parametrize(
    "line", [["therapy_mail", "run"], ["therapy_reviews", "--mail"], ["therapy_check"]]
)
def test_command_with_verbosity_0_prints_nothing(site, capsys, line):
    ready_practice.practice(site)
    execute(*line, "--verbosity", "0")
    assert capsys.readouterr() == ("", "")


def test_reminder_is_sent_in_silence(site, capsys, mailoutbox):
    ReviewSettings.objects.create(site=site, remind_to="ada@host.example")
    author = rows.author("Ada")
    post = rows.post(rows.blog(site), author)
    rows.review(post, author, day=timezone.localdate() - timedelta(days=1000))

    execute("therapy_reviews", "--mail", "--verbosity", "0")

    assert [message.to for message in mailoutbox] == [["ada@host.example"]]
    assert capsys.readouterr() == ("", "")
