from wagtail_therapy.newsletter.management.subcommand_command import SubcommandCommand
from wagtail_therapy.newsletter.management.subcommands import import_readers, undo_import


class Command(SubcommandCommand):
    help = "Brings subscribers from another newsletter service, and takes an import back."
    subcommands = {"import": import_readers, "undo": undo_import}
