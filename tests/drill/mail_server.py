"""The mail server of the drill: it accepts every email, and records its recipient.

``python -m tests.drill.mail_server FOLDER HOST PORT`` writes a line ``subject TAB recipient`` for
each into ``FOLDER/accepted``.
"""

import asyncio
import sys
from email.parser import BytesHeaderParser
from pathlib import Path

from tests.smtp_server import Mailroom, serve


class CountingMailroom(Mailroom):
    def __init__(self, folder: Path):
        super().__init__(folder)
        self.accepted = (folder / "accepted").open("a")

    def rule(self, name):
        return None

    def keep(self, envelope):
        subject = BytesHeaderParser().parsebytes(envelope.original_content)["Subject"]
        self.accepted.writelines(f"{subject}\t{recipient}\n" for recipient in envelope.rcpt_tos)
        # Before the client gets its answer.
        self.accepted.flush()


if __name__ == "__main__":
    place, host, port = sys.argv[1:]
    asyncio.run(serve(Path(place), CountingMailroom(Path(place)), host, int(port)))
