"""The relay, in a process of its own: python -m tests.faults.witness PORT JOURNAL SEED

What it has accepted is in its journal before it says so. It takes its time on both sides of that, so that senders die
before the mail is accepted, and after.
"""

import asyncio
import random
import sys
from email import message_from_bytes
from pathlib import Path

from aiosmtpd.smtp import SMTP

from tests.faults.journal import Journal

# Seconds, at random up to these.
BEFORE, AFTER = 0.2, 0.1


class Witness:
    def __init__(self, journal: Journal, chance: random.Random) -> None:
        self.journal, self.chance = journal, chance

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        await asyncio.sleep(self.chance.uniform(0, BEFORE))
        message = message_from_bytes(envelope.content)
        self.journal.write(what=message["Subject"], message_id=message["Message-ID"], to=envelope.rcpt_tos)
        await asyncio.sleep(self.chance.uniform(0, AFTER))
        return "250 OK"


async def main(port: int, journal: Path, seed: int) -> None:
    witness = Witness(Journal(journal), random.Random(seed))
    server = await asyncio.get_running_loop().create_server(lambda: SMTP(witness), "127.0.0.1", port)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])))
