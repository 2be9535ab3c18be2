"""Twelve moments at which a test can kill a worker, without a line for it in the package.

Each wraps what the worker calls at that moment, most of it in the standard library and in Django,
and sends SIGKILL to its own process, which nothing can catch, tidy up or write down.
"""

import os
import signal
import smtplib
from functools import wraps

import psycopg
from django.db import connection
from django.db.backends.utils import CursorWrapper

from wagtail_therapy.newsletter.models import Delivery
from wagtail_therapy.newsletter.models.delivery_queries import DeliveryQuerySet
from wagtail_therapy.newsletter.models.prepared_statements import BEGIN_SENDING
from wagtail_therapy.newsletter.sending import deliveries, digests, recovery

DOT = b"\r\n.\r\n"
# SQLite counts the steps of its virtual machine: these many are the middle of our UPDATE.
STEPS = 60


class Fuse:
    """Kills this process when it has been touched so many times."""

    def __init__(self, touches: int):
        self.left = touches

    def is_burnt(self) -> bool:
        self.left -= 1
        return self.left == 0

    def touch(self):
        if self.is_burnt():
            die()


def die():
    os.kill(os.getpid(), signal.SIGKILL)


def before(owner, name, fuse):
    original = getattr(owner, name)

    @wraps(original)
    def call(*args, **kwargs):
        fuse.touch()
        return original(*args, **kwargs)

    setattr(owner, name, call)


def after(owner, name, fuse, when=lambda result: True):
    original = getattr(owner, name)

    @wraps(original)
    def call(*args, **kwargs):
        result = original(*args, **kwargs)
        if when(result):
            fuse.touch()
        return result

    setattr(owner, name, call)


def mid_body(fuse):
    original = smtplib.SMTP.send

    def send(self, content):
        if is_message(content) and fuse.is_burnt():
            original(self, content[: len(content) // 2])
            die()
        original(self, content)

    smtplib.SMTP.send = send


def after_dot(fuse):
    original = smtplib.SMTP.send

    def send(self, content):
        original(self, content)
        if is_message(content):
            fuse.touch()

    smtplib.SMTP.send = send


def after_reply(fuse):
    """Die with the server's answer to a message in our hands."""
    send, getreply = smtplib.SMTP.send, smtplib.SMTP.getreply

    def note_what_is_sent(self, content):
        self.waits_for_answer = is_message(content) or getattr(self, "waits_for_answer", False)
        send(self, content)

    def answer(self):
        reply = getreply(self)
        if getattr(self, "waits_for_answer", False):
            self.waits_for_answer = False
            fuse.touch()
        return reply

    smtplib.SMTP.send, smtplib.SMTP.getreply = note_what_is_sent, answer


def during_commit(fuse):
    """Die when the database has the statement, and we do not have its answer."""
    die_of = {"postgresql": sent_to_postgresql, "sqlite": within_sqlite}[connection.vendor]
    owner = CursorWrapper if connection.vendor == "sqlite" else psycopg.Cursor
    original = owner.execute

    def execute(self, statement, params=None, **kwargs):
        if statement == BEGIN_SENDING and fuse.is_burnt():
            die_of(self, statement, params)
        return original(self, statement, params, **kwargs)

    owner.execute = execute


def sent_to_postgresql(cursor, statement, params):
    """The server carries on with what it has read: it commits, but its client is gone."""
    whole = psycopg.ClientCursor(cursor.connection).mogrify(statement, params)
    cursor.connection.pgconn.send_query(whole.encode())
    cursor.connection.pgconn.flush()
    die()


def within_sqlite(cursor, statement, params):
    cursor.connection.set_progress_handler(die, STEPS)
    cursor.cursor.execute(statement, params)


def is_message(content) -> bool:
    return isinstance(content, bytes) and content.endswith(DOT)


POINTS = {
    "before_claim": lambda fuse: before(deliveries, "claim", fuse),
    "after_claim": lambda fuse: after(deliveries, "claim", fuse),
    "before_intent": lambda fuse: before(Delivery, "begin_sending", fuse),
    "after_intent": lambda fuse: after(Delivery, "begin_sending", fuse),
    "after_ehlo": lambda fuse: after(smtplib.SMTP, "ehlo", fuse),
    "after_354": lambda fuse: after(
        smtplib.SMTP, "getreply", fuse, when=lambda reply: reply[0] == 354
    ),
    "mid_body": mid_body,
    "after_dot_before_reply": after_dot,
    "after_reply_before_commit": after_reply,
    "during_commit": during_commit,
    # Inside the transaction, between the recipients and the watermark.
    "in_freeze_chunk": lambda fuse: after(DeliveryQuerySet, "queue", fuse),
    # Between what was claimed and what was being sent.
    "in_sweep": lambda fuse: after(recovery, "requeue_expired_claims", fuse),
}
# Only a worker that makes digests comes there.
POINTS_OF_DIGESTS = {
    # Inside the transaction, between a digest and what it takes over.
    "in_digest": lambda fuse: after(digests, "_digest", fuse),
}


def arm(point: str, touches: int):
    """Let this process die when it comes to that point for the nth time."""
    (POINTS | POINTS_OF_DIGESTS)[point](Fuse(touches))
