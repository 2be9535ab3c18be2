#!/usr/bin/env python
import os
import sys
from pathlib import Path

# Run as a file, Python would look for modules in this folder, and take our celery.py for Celery.
sys.path[0] = str(Path(__file__).resolve().parent.parent)


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "example_site.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
