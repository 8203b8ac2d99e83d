"""How a line of the log is written: without what stood in a row that PostgreSQL refused."""

import logging
import re

# PostgreSQL quotes the row that broke a constraint: answers, personal data among them, would get into the log.
ROW = re.compile(r"Failing row contains \(.*?\)\.(?=\n|$)", re.DOTALL)


class LineFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        """Return the line with its traceback, the contents of a refused row left out."""
        return ROW.sub("Failing row left out.", super().format(record))
