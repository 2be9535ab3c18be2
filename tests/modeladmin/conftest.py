from tests.newsletter.conftest import (  # noqa: F401 -- pytest finds fixtures by their names
    author,
    mailing,
    make_post,
    practice,
)
