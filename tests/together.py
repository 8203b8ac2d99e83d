"""What happens at one moment: the acts of several people, each in a thread with a database connection of its own."""

from contextlib import suppress
from threading import Barrier, BrokenBarrierError, Thread

from django.db import connection


def at_once(*acts):
    """Run the ``acts`` at one moment; return what they returned or raised."""
    start, results = Barrier(len(acts), timeout=10), {}

    def run(n, act):
        try:
            start.wait()
            results[n] = act()
        except Exception as raised:
            results[n] = raised
        finally:
            connection.close()

    threads = [Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return [results[n] for n in range(len(acts))]


def meet(monkeypatch, module, name, patience=0.5, gate=None):
    """Let two threads that reach ``module.name`` wait for each other there; one that comes alone goes on in the end.
    With the ``gate`` of another place the one waits here and the other there."""
    gate, inner = gate or Barrier(2, timeout=patience), getattr(module, name)

    def wrapped(*given, **more):
        with suppress(BrokenBarrierError):
            gate.wait()
        return inner(*given, **more)

    monkeypatch.setattr(module, name, wrapped)
    return gate
