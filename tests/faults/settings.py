"""The portal as an installation runs it, but that its mail goes to the witness."""

from pathlib import Path

from config.settings.base import *  # noqa: F403
from config.settings.base import TEMPLATES, env

SECRET_KEY = "of no use outside the fault tests"
EMAIL_HOST = "127.0.0.1"
EMAIL_PORT = env.int("WITNESS_PORT")
TEMPLATES[0]["DIRS"].append(Path(__file__).parent / "templates")
