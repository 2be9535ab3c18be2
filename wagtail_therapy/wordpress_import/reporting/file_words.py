"""Says in a sentence why a file is no export of WordPress, and what to do."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..wxr.errors import Reason, UnreadableExportError

EXPORT = gettext_lazy("Choose the file that WordPress makes under Tools → Export → All content.")
WHY = {
    Reason.EMPTY: gettext_lazy("This file is empty."),
    Reason.BINARY: gettext_lazy("This is a picture, a document or a program."),
    Reason.JSON: gettext_lazy("This is a JSON file, perhaps of a plugin."),
    Reason.SQL: gettext_lazy("This is a copy of a database."),
    Reason.HTML: gettext_lazy(
        "This is a web page. Perhaps you had to sign in when you downloaded it."
    ),
    Reason.RSS: gettext_lazy("This is the RSS feed of a site, which has only the newest posts."),
    Reason.ATOM: gettext_lazy("This is the Atom feed of a site, which has only the newest posts."),
    Reason.OTHER_XML: gettext_lazy("This is an XML file of another kind."),
    Reason.PLAIN_TEXT: gettext_lazy("This is a plain text."),
    Reason.DOCTYPE: gettext_lazy(
        "This file declares a DOCTYPE, which can be used for attacks. WordPress writes none."
    ),
    Reason.ENCODING: gettext_lazy("This file has an encoding that we can’t read."),
    Reason.ARCHIVE_WITHOUT_EXPORT: gettext_lazy("There is no export in this ZIP file."),
}
# Where another export doesn't help.
WHAT_TO_DO = {
    Reason.DAMAGED_ARCHIVE: gettext_lazy("This file is damaged. Download it again."),
    Reason.ENCRYPTED_ARCHIVE: gettext_lazy(
        "This ZIP file has a password. Unpack it, and choose the XML file in it."
    ),
    Reason.LARGE_ARCHIVE: gettext_lazy(
        "This file is too large when it’s unpacked. In WordPress, export posts and pages one after "
        "the other, or year by year."
    ),
    Reason.CHANGED: gettext_lazy(
        "This file was changed while it was read. Import it again: what is here isn’t made twice."
    ),
}


def why_unreadable(error: UnreadableExportError) -> str:
    """Return what is wrong with the file and what to do. It has no text from the file."""
    if error.reason in WHAT_TO_DO:
        return str(WHAT_TO_DO[error.reason])
    values = {"why": WHY[error.reason], "what_to_do": EXPORT}
    return _("%(why)s %(what_to_do)s") % values
