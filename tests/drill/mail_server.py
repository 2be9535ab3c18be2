"""The mail server of the drill: it accepts every email, and records its recipient.

``python -m tests.drill.mail_server FOLDER HOST PORT`` writes a line ``subject TAB recipient TAB
template`` for each into ``FOLDER/accepted``. The template is "new" where a text of it is in the
mail.
"""

import asyncio
import sys
from email.parser import BytesHeaderParser
from pathlib import Path

from tests.smtp_server import SmtpHandler, serve

# What the template says that a deploy brings.
NEW_TEMPLATE = "A line of the new template"


class RecordingHandler(SmtpHandler):
    def __init__(self, folder: Path):
        super().__init__(folder)
        self.accepted = (folder / "accepted").open("a")

    def rule(self, name):
        return None

    def keep(self, envelope):
        content = envelope.original_content
        subject = BytesHeaderParser().parsebytes(content)["Subject"]
        # Without the line ends of quoted-printable.
        is_new = NEW_TEMPLATE.encode() in content.replace(b"=\r\n", b"")
        template = "new" if is_new else "old"
        lines = [f"{subject}\t{recipient}\t{template}\n" for recipient in envelope.rcpt_tos]
        self.accepted.writelines(lines)
        # Before the client gets its answer.
        self.accepted.flush()


if __name__ == "__main__":
    place, host, port = sys.argv[1:]
    asyncio.run(serve(Path(place), RecordingHandler(Path(place)), host, int(port)))
