"""An SMTP server in a process of its own, which writes what it accepts to a file.

``python tests/smtp_server.py FOLDER`` listens on a free port of 127.0.0.1, writes the port to
``FOLDER/port``, appends one JSON line per accepted message to ``FOLDER/messages.jsonl`` (flushed
to disk before the client gets its answer) and reads ``FOLDER/rules.json`` before every answer:

``refuse_recipients``  {"address": "550 5.1.1 No such user"}: that one is refused
``refuse_sender``      "550 5.7.1 Not you": every MAIL FROM is refused
``refuse_data``        "554 5.7.1 Spam": every message is refused after its last dot
``unavailable``        true: "421", and the connection is closed
``drop``               "before_dot": closed while the client still sends the message;
                       "after_dot": the message is accepted, and closed without an answer
``drop_at``            which of the messages are dropped, counted from 1; all when missing
``plain``              true: it offers no PIPELINING (RFC 2920)
``delay``              seconds to wait before each message, kept or refused, is answered
``hold``               once it has accepted so many, it answers none until the rules change
"""

import asyncio
import json
import os
import sys
import time
from pathlib import Path

from aiosmtpd.smtp import SMTP


class SmtpHandler:
    """Decides by the rules in its folder, and keeps what it accepts there."""

    def __init__(self, folder: Path):
        self.rules_file = folder / "rules.json"
        self.messages_file = folder / "messages.jsonl"
        self.messages = self.messages_file.open("a", encoding="utf-8")
        self.data_count = 0

    def rule(self, name):
        return json.loads(self.rules_file.read_text()).get(name)

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        session.host_name = hostname
        session.host_name = hostname
        extensions = [] if self.rule("plain") else ["250-PIPELINING"]
        return [*responses[:-1], *extensions, responses[-1]]

    async def handle_MAIL(self, server, session, envelope, address, options):
        if self.rule("unavailable"):
            asyncio.get_running_loop().call_soon(server.transport.close)
            return "421 4.3.2 Not now"
        if refusal := self.rule("refuse_sender"):
            return refusal
        envelope.mail_from = address
        return "250 2.1.0 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        if refusal := (self.rule("refuse_recipients") or {}).get(address):
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server, session, envelope):
        refusal = self.rule("refuse_data")
        if not refusal:
            self.keep(envelope)
        # What is kept stays kept, also when the client is gone before it hears of it.
        await asyncio.sleep(self.rule("delay") or 0)
        while self.is_held():
            await asyncio.sleep(0.01)
        if refusal:
            return refusal
        if self.drops("after_dot"):
            server.transport.abort()
        return "250 2.0.0 Kept"

    def is_held(self) -> bool:
        hold = self.rule("hold")
        return hold is not None and self.messages_file.read_bytes().count(b"\n") >= hold

    def drops(self, moment: str) -> bool:
        drop_at = self.rule("drop_at")
        return self.rule("drop") == moment and (drop_at is None or self.data_count in drop_at)

    def keep(self, envelope) -> None:
        message = {
            "mail_from": envelope.mail_from,
            "rcpt_tos": envelope.rcpt_tos,
            # Latin-1 maps every byte to one character and back.
            "content": envelope.original_content.decode("latin-1"),
            "time": time.time(),
        }
        self.messages.write(json.dumps(message) + "\n")
        self.messages.flush()
        os.fsync(self.messages.fileno())


class Server(SMTP):
    async def smtp_DATA(self, arg):
        self.event_handler.data_count += 1
        if self.event_handler.drops("before_dot"):
            await self.push("354 Go on")
            self.transport.abort()
            return
        await super().smtp_DATA(arg)


async def serve(folder: Path, mailroom: SmtpHandler, host: str, port: int = 0) -> None:
    server = await asyncio.get_running_loop().create_server(
        lambda: Server(mailroom, hostname="mail.test", enable_SMTPUTF8=True), host, port
    )
    # Renamed into place, so that no process reads a half-written number.
    new = folder / "port.new"
    new.write_text(str(server.sockets[0].getsockname()[1]))
    new.rename(folder / "port")
    await server.serve_forever()


if __name__ == "__main__":
    place = Path(sys.argv[1])
    asyncio.run(serve(place, SmtpHandler(place), "127.0.0.1"))
