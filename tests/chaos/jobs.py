"""What a worker does until it is killed or nothing is left to send; see ``forked_processes``."""

import time


def work(job="work", kill_at="", touches=1, rounds=3_000, chunk=8, database=""):
    """Do one of the JOBS again and again, until nothing is left to send.

    ``database``: in another one than that of the tests.
    """
    from django.db import connection

    from tests.chaos import kill_points
    from wagtail_therapy.newsletter.models import Mailing
    from wagtail_therapy.newsletter.sending import preparation

    if database:
        connection.close()
        connection.settings_dict["NAME"] = database
    preparation.CHUNK = chunk
    if kill_at:
        kill_points.arm(kill_at, touches)
    for _ in range(rounds):
        JOBS[job]()
        if not Mailing.objects.filter(state__in=Mailing.UNFINISHED).exists():
            return
        time.sleep(0.02)


def bring(rounds=3_000):
    """Work on imports until none is left, a few rows at a time."""
    from wagtail_therapy.newsletter import tasks
    from wagtail_therapy.newsletter.models import SubscriberImport
    from wagtail_therapy.newsletter.readers import import_work, imports

    imports.BATCH = 20
    for _ in range(rounds):
        for import_id in import_work.due():
            tasks.work_on_import(import_id=import_id)
        if not SubscriberImport.objects.filter(state__in=SubscriberImport.RUNNING).exists():
            return
        time.sleep(0.02)


def run_command():
    """Do what cron does each minute."""
    from django.core.management import call_command

    call_command("therapy_mail", "run", max_seconds=5, verbosity=0)


def adopt():
    from django.core.management import call_command

    call_command("therapy_mail", "adopt", "--why", "Moved to a new server", "--as", "Orla")


def sweep():
    from wagtail_therapy.newsletter.sending import deliveries

    deliveries.sweep()


JOBS = {"work": run_command, "sweep": sweep, "adopt": adopt}
