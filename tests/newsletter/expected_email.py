"""What a post's email has to say, and what one says, read strictly."""

from tests import strict_email
from tests.newsletter import rows
from wagtail_therapy.newsletter import tokens
from wagtail_therapy.newsletter.composing import mime

NAME = "Anna Müller, Coaching, Beratung"
TITLE = "Über das Ende: „Abschied“, 心 & 🌱 und was danach kommt"
TEXT = "Ein kürzerer Auszug, über Gefühle.\n\n.\nFrom here on, it ends."


def expected(delivery):
    """Return the headers and bodies that this reader is to get."""
    mailing, subscriber = delivery.mailing, delivery.subscriber
    token = tokens.unsubscribe_token(subscriber)
    return {
        "From": [NAME, "posts@host.example"],
        "To": ["", subscriber.email],
        "Subject": mailing.subject,
        "List-Id": [NAME, "posts.testserver"],
        "List-Unsubscribe": f"<http://testserver/u/{token}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Message-ID": f"<{mailing.uuid.hex}.{delivery.pk}@host.example>",
        "Precedence": "bulk",
        "plain": mailing.text.replace(mime.PLACEHOLDERS.token, token),
        "html": mailing.html.replace(mime.PLACEHOLDERS.token, token),
    }


def parsed(content):
    """Return the same of an email as it went over the wire."""
    found = {name: read(one(content, name)) for name, read in READERS.items()}
    mail = rows.parsed_mail(content)
    for kind in ("plain", "html"):
        found[kind] = mail.get_body([kind]).get_content().replace("\r\n", "\n")
    return found


def parsed_by_python(content):
    """Return the same of an email built again from its parts, as Django and Python do it."""
    mail = rows.parsed_mail(content)
    [sender], [reader] = mail["From"].addresses, mail["To"].addresses
    # Django may fold a header right after its name.
    found = {name: mail[name].strip() for name in READERS}
    found |= {"From": [sender.display_name, sender.addr_spec], "To": ["", reader.addr_spec]}
    name, _, identifier = mail["List-Id"].rpartition(" ")
    found["List-Id"] = [name.strip('"'), identifier.strip("<>")]
    # What mail programs want in one line.
    found |= {name: strict_email.value_of(one(content, name)) for name in ONE_LINE}
    for kind in ("plain", "html"):
        found[kind] = mail.get_body([kind]).get_content().replace("\r\n", "\n")
    return found


def with_last_line_break(parts):
    """Return the same with bodies that end in a line break, as all do that Django 6 has built."""
    return parts | {kind: parts[kind].removesuffix("\n") + "\n" for kind in ("plain", "html")}


def one(content, name):
    [field] = strict_email.fields(content, name)
    return field


def mailbox(field):
    return list(strict_email.mailbox_of(field))


def list_id(field):
    return list(strict_email.mailbox_of(field, strict_email.LIST_ID))


ONE_LINE = ["List-Unsubscribe", "List-Unsubscribe-Post", "Message-ID"]
READERS = {
    "From": mailbox,
    "To": mailbox,
    "Subject": strict_email.text_of,
    "List-Id": list_id,
    "List-Unsubscribe": strict_email.value_of,
    "List-Unsubscribe-Post": strict_email.value_of,
    "Message-ID": strict_email.value_of,
    "Precedence": strict_email.value_of,
}
