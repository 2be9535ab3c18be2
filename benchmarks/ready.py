"""Django, set up: what one process imports before it is copied for each measurement."""

import django

django.setup()

from benchmarks import worker  # noqa: E402, F401 -- models cannot be imported before
