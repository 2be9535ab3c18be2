"""A message that is serialised once and then filled in for each reader.

Building MIME costs milliseconds for each message, and of a mailing only the address, the
unsubscribe link and the message id differ.
"""

from django.core.mail import EmailMultiAlternatives

from wagtail_therapy import compat

# ASCII letters and digits only: no encoding of a body or a header touches them.
ADDRESS = "therapyreader0@placeholder.invalid"
UNSUBSCRIBE_TOKEN = "therapyunsubscribetoken0"  # noqa: S105 -- a placeholder, not a secret
MESSAGE_ID = "therapymessageid0"
PLACEHOLDERS = (ADDRESS, UNSUBSCRIBE_TOKEN, MESSAGE_ID)


class FilledMessage:
    """What Django's SMTP backend asks of a message's MIME form: its bytes, with CRLF."""

    def __init__(self, content: bytes):
        self.content = content

    def as_bytes(self, unixfrom=False, linesep="\r\n"):
        return self.content if linesep == "\r\n" else self.content.replace(b"\r\n", b"\n")


class MessageTemplate:
    """The serialised form of one message that still has its placeholders."""

    def __init__(self, message: EmailMultiAlternatives):
        self.content = compat.message_bytes(message)

    def is_whole(self, message: EmailMultiAlternatives) -> bool:
        """Whether each placeholder survived serialising, wherever the message has it.

        A transfer encoding may break one across two lines; then each message is built by itself.
        """
        html = message.alternatives[0].content
        bodies = message.body.count(UNSUBSCRIBE_TOKEN) + html.count(UNSUBSCRIBE_TOKEN)
        in_headers = message.extra_headers["List-Unsubscribe"].count(UNSUBSCRIBE_TOKEN)
        counts = [self.content.count(placeholder.encode()) for placeholder in PLACEHOLDERS]
        return counts == [1, bodies + in_headers, 1]

    def fill(self, values: tuple[str, str, str]) -> FilledMessage:
        """Return the message with these in place of the PLACEHOLDERS, in their order."""
        content = self.content
        for placeholder, value in zip(PLACEHOLDERS, values, strict=True):
            content = content.replace(placeholder.encode(), value.encode("ascii"))
        return FilledMessage(content)


class DeliveryMessage(EmailMultiAlternatives):
    """A message for one reader, with its serialised form when there is a template of it."""

    filled: FilledMessage | None = None

    def message(self, **kwargs):
        return self.filled or super().message(**kwargs)
