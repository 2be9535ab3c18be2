"""The words of a report."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..wxr.errors import Problem


class Outcome(models.TextChoices):
    """What became of an item. Each has exactly one."""

    PUBLISHED = "published", _("published")
    DRAFT = "draft", _("imported as a draft")
    UPDATED = "updated", _("updated")
    UNCHANGED = "unchanged", _("as before")
    LEFT = "left", _("left as it is here")
    # A picture, a menu entry, a reusable block: it has no page of its own.
    USED = "used", _("used by other pages")
    SKIPPED = "skipped", _("not imported")
    FAILED = "failed", _("failed")


class Reason(models.TextChoices):
    """Why something became of an item, or what else a person should know about it."""

    # Why it isn't live.
    PRIVATE = "private", _("It was private. It’s a draft here.")
    PASSWORD = "password", _("It had a password. It’s a draft here, with the same password.")
    DRAFT = "draft", _("It was a draft.")
    PENDING = "pending", _("It was waiting for review. It’s a draft here.")
    UNKNOWN_STATUS = "unknown_status", _("It had a status that WordPress itself doesn’t have.")
    SCHEDULED = "scheduled", _("It was scheduled. Publish the draft to schedule it here.")
    MISSED_SCHEDULE = "missed_schedule", _("It was scheduled for a time that has passed.")
    WORDPRESS_PAGE = "wordpress_page", _("It was a page. Its text is in a draft post.")
    INVALID = "invalid", _("It can’t be published like this, so it’s a draft.")
    # Why there is nothing new.
    TRASHED = "trashed", _("It was in WordPress’ bin.")
    EMPTY_DRAFT = "empty_draft", _("WordPress had saved it by itself, and it’s empty.")
    UNKNOWN_TYPE = "unknown_type", _("It isn’t a post or a page, but of a kind that we can’t show.")
    PAGES_SKIPPED = "pages_skipped", _("You chose not to import pages.")
    DUPLICATE = "duplicate", _("It’s in the file twice.")
    EDITED_HERE = "edited_here", _("It was edited here since it was imported.")
    DELETED_HERE = "deleted_here", _("It was deleted here since it was imported.")
    MALFORMED = "malformed", _("This part of the file is damaged.")
    ERROR = "error", _("It couldn’t be saved.")
    # What else a person should know.
    NO_TITLE = "no_title", _("It had no title.")
    LONG_TITLE = "long_title", _("Its title is too long, so its end was left out.")
    SLUG_CHANGED = "slug_changed", _("Its address was taken, or not possible here.")
    IMPOSSIBLE_DATE = "impossible_date", _("Its date isn’t possible, so it has none.")
    NO_AUTHOR = "no_author", _("Its author isn’t in the file.")
    NOT_PINNED = "not_pinned", _("It was sticky. Pin it in the blog yourself.")
    MENU = "menu", _("A menu. Make it again here.")
    PLEASE_CHECK = "please_check", _("Parts of it need a look.")
    LEFT_OUT = "left_out", _("Parts of it were left out.")
    HIDDEN_TEXT = "hidden_text", _("It has text that the old site didn’t show. It was left out.")
    OLD_LINKS = "old_links", _("It still links to the old site.")
    SEO = "seo", _("A plugin for search engines had more than pages have here.")
    LONG_ADDRESS = "long_address", _("Its old address is too long to be redirected.")
    MEDIA_MISSING = "media_missing", _("A picture or file is missing.")
    COMMENTS_LEFT = "comments_left", _("Comments that the old site didn’t show were left out.")
    PROFILES_CLOSED = (
        "profiles_closed",
        _("The old site hides its authors, as many security plugins do. Write their bios here."),
    )
    PROFILES_REFUSED = (
        "profiles_refused",
        _("The old site’s list of authors can’t be used: it’s too large, or somewhere else now."),
    )
    PROFILES_UNREACHABLE = (
        "profiles_unreachable",
        _("The old site didn’t answer when we asked for bios and pictures of authors."),
    )
    NO_PROFILE = "no_profile", _("The old site doesn’t show this author. It shows who has posts.")
    SEVERAL_PROFILES = (
        "several_profiles",
        _("The old site has several people who could be this author, so we took no bio."),
    )
    PROFILE_BIO = "profile_bio", _("The author’s bio is from the old site. Read and publish it.")
    PROFILE_PICTURE = "profile_picture", _("The author’s picture is from the old site or Gravatar.")
    NO_BIO = "no_bio", _("The old site shows no bio of this author.")
    NO_PICTURE = "no_picture", _("Neither the old site nor Gravatar has a picture of this author.")
    PROFILE_FAILED = "profile_failed", _("We couldn’t save the bio or picture of this author.")
    PICTURE_FAILED = "picture_failed", _("We couldn’t get the picture of this author.")


class FileProblem(models.TextChoices):
    """What was wrong with the file."""

    TEXT_BEFORE = Problem.TEXT_BEFORE.value, _("There was text before the export. It was ignored.")
    CONTROL_CHARACTER = (
        Problem.CONTROL_CHARACTER.value,
        _("Invisible characters that aren’t allowed were taken out."),
    )
    WRONG_ENCODING = (
        Problem.WRONG_ENCODING.value,
        _("Letters in another encoding than the file says were read as Windows-1252."),
    )
    BARE_AMPERSAND = Problem.BARE_AMPERSAND.value, _("“&” signs were written wrongly.")
    CDATA_END = Problem.CDATA_END.value, _("The sign “]]>” was written wrongly.")
    UNKNOWN_VERSION = Problem.UNKNOWN_VERSION.value, _("We don’t know this version of the format.")
    MALFORMED_ITEM = Problem.MALFORMED_ITEM.value, _("A damaged item was left out.")
    UNCLOSED_ITEM = Problem.UNCLOSED_ITEM.value, _("An item without an end was left out.")
    LARGE_ITEM = Problem.LARGE_ITEM.value, _("An item that is too large was left out.")
    MALFORMED_HEAD = (
        Problem.MALFORMED_HEAD.value,
        _("The beginning is damaged. Authors, categories and tags may be missing."),
    )
    TRUNCATED = (
        Problem.TRUNCATED.value,
        _("The file ends too early, so the rest is missing. Export it again."),
    )
    DAMAGED_ARCHIVE = (
        Problem.DAMAGED_ARCHIVE.value,
        _("The archive is damaged, so the rest is missing. Download it again."),
    )
    LARGE_ARCHIVE = Problem.LARGE_ARCHIVE.value, _("The archive is too large. The rest is missing.")
    MANY_ITEMS = Problem.MANY_ITEMS.value, _("The file has too many items. The rest is missing.")
    UNREADABLE_PART = Problem.UNREADABLE_PART.value, _("A file in the archive can’t be read.")


LABELS: dict[str, Any] = {**dict(Reason.choices), **dict(FileProblem.choices)}
# Items that the file has, and that can't be read.
LOST_ITEMS = {Problem.MALFORMED_ITEM, Problem.UNCLOSED_ITEM, Problem.LARGE_ITEM}
