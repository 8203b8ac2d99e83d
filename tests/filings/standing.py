"""The process that looks into files, kept for many of them: to start one for each takes longer than the looks."""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings

from filings import uploads


class StandingProcess:
    """Takes the place of ``inspection.look_into``. ``memory`` is the most that a look has held, in bytes."""

    def __init__(self) -> None:
        self.looks, self.memory = 0, 0
        self.process = subprocess.Popen(
            [sys.executable, "-m", "filings.inspection_process"],
            cwd=settings.BASE_DIR,
            env={},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def look_into(self, path: Path, kind: uploads.Kind) -> Mapping[str, Any]:
        self.process.stdin.write(f"{kind.key} {path.resolve()}\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        self.looks, self.memory = self.looks + 1, max(self.memory, answer["memory"])
        return answer

    def end(self) -> None:
        self.process.stdin.close()
        self.process.wait(timeout=30)
        self.process.stdout.close()
