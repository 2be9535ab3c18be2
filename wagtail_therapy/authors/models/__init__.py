from .authors import Author
from .credentials import AuthorDegree, AuthorLicense, AuthorLink
from .reviews import Review, ReviewReminder, ReviewSettings

__all__ = [
    "Author",
    "AuthorDegree",
    "AuthorLicense",
    "AuthorLink",
    "Review",
    "ReviewReminder",
    "ReviewSettings",
]
