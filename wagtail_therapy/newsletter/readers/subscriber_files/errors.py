from typing import Any


class UnreadableFileError(Exception):
    """A file can't be read as a list of subscribers.

    The message is for the person who chose the file. It contains nothing from the file itself.
    """

    def __init__(self, message: Any):
        super().__init__(message)
        self.message = message
