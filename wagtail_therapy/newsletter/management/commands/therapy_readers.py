from wagtail_therapy.newsletter.management.subcommand_command import SubcommandCommand
from wagtail_therapy.newsletter.management.subcommands import (
    export_readers,
    import_readers,
    undo_import,
)


class Command(SubcommandCommand):
    help = "Brings subscribers from another service, takes an import back, exports a list."
    subcommands = {"import": import_readers, "undo": undo_import, "export": export_readers}
