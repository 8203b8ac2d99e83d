#!/usr/bin/env python
"""Django's command line. Where no settings are named, those of the `make run` in this folder."""

import os
import sys
from pathlib import Path

import environ

if __name__ == "__main__":
    if "DJANGO_SETTINGS_MODULE" not in os.environ:
        os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.local"
        environ.Env.read_env(Path(__file__).parent / "var" / "environment")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
