"""No mail is lost when the worker is killed and the broker forgets, with the witness's journal as the only judge."""

import math
import signal

from tests.faults.lab import SENDERS, Lab, Producer, frozen, wait_until, waited_for
from tests.faults.producer import REFUSED_EVERY

# Seconds. The mail of a dead sender is taken up again when its lease of 75 s has run out.
UNTIL_FOUND = 75 + 60
# Seconds that an act may take when the broker is away: of these it waits two for the broker, once.
LONGEST_ACT = 4
FAULTS = [
    Lab.kill_worker_amid_work,
    Lab.flush_broker,
    Lab.kill_one_sender,
    Lab.crash_broker,
    Lab.kill_worker_amid_work,
    Lab.crash_broker_for_a_while,
]
KILLS = (Lab.kill_worker_amid_work, Lab.kill_one_sender)


def acts_for(mails):
    """Some acts are rolled back on purpose and tell nobody."""
    return mails + (mails - 1) // (REFUSED_EVERY - 1)


def test_killed_workers_and_a_forgetful_broker_lose_no_mail(lab, figures, report):
    plan = FAULTS * figures["rounds"]
    lab.chance.shuffle(plan)
    lab.start_worker()
    lab.start_sweep()
    producer = Producer(lab, "swept")

    left, met = acts_for(figures["mails"]), []
    for n, fault in enumerate(plan):
        lab.wait_for_worker()
        now = math.ceil(left / (len(plan) - n))
        left -= now
        producer.order(now)
        # While the producer leaves a broker alone that kept it waiting, nothing comes: then the fault meets no work.
        waited_for(lambda: lab.nudges() > 0, seconds=5)
        met.append(fault(lab))
    producer.finish()
    # What the wiped nudges leave behind, the sweep sends alone, a few mails a second.
    result = producer.count_when_all_is_found(seconds=UNTIL_FOUND + figures["mails"] / 4)

    kills = sum(fault in KILLS for fault in plan)
    cut_off = sum(sends for fault, sends in zip(plan, met, strict=True) if fault in KILLS)
    in_vain = met.count(0)
    report(f"mail, swept: {result}")
    report(
        f"  {kills} kills of the worker met {cut_off} sends; of all {len(plan)} faults {in_vain} met no work in flight;"
        f" {lab.ends_of_worker} times Celery ended the worker by itself"
    )
    assert result.adds_up
    assert (result.acked, result.ambiguous) == (figures["mails"], 0)
    assert in_vain <= len(plan) / 2, "The run is void: most faults met no work in flight."
    assert (result.lost, result.never_committed, result.message_ids_changed) == (set(), set(), set())
    assert result.doubled <= cut_off <= kills * SENDERS
    assert result.slowest < LONGEST_ACT


def fill_broker(lab, producer):
    """Have acts done until the broker holds their nudges. The producer leaves a broker alone for up to 20 s that kept
    it waiting."""
    for _attempt in range(3):
        producer.order(acts_for(20))
        if waited_for(lambda: lab.nudges() > 9, seconds=25):
            return
    raise AssertionError("The broker holds no work.")


def test_without_the_sweep_the_same_faults_lose_mail(lab, report):
    """The control: were nothing lost here, the other test would prove nothing."""
    lab.start_worker()
    producer = Producer(lab, "unswept")
    producer.order(acts_for(20))
    assert lab.kill_worker_amid_work() > 0
    for fault in (Lab.flush_broker, Lab.crash_broker):
        lab.wait_for_worker()
        with frozen(lab.processes["worker"]):
            fill_broker(lab, producer)
            assert fault(lab) > 9
    producer.finish()
    lab.wait_for_worker()
    wait_until(lambda: lab.nudges() == 0, seconds=60, what="a broker that holds nothing any more")

    unswept = producer.count()
    report(f"mail, the control: {unswept}")
    assert unswept.adds_up
    assert unswept.lost, "The control lost nothing: these faults prove nothing."

    lab.start_sweep()
    assert producer.count_when_all_is_found(seconds=UNTIL_FOUND).lost == set()


def test_a_broker_that_says_nothing_holds_up_no_act(lab, report):
    lab.start_sweep()
    producer = Producer(lab, "stalled")
    with frozen(*lab.valkey.processes()):
        producer.order(acts_for(10))
        producer.finish()

    result = producer.count_when_all_is_found(seconds=UNTIL_FOUND)
    report(f"mail, broker silent: {result}")
    assert result.lost == set()
    assert result.slowest < LONGEST_ACT


def test_the_sweep_outlives_a_crash_of_the_database(lab, report):
    lab.start_sweep()
    producer = Producer(lab, "crashed")
    producer.order(acts_for(1))
    wait_until(lambda: producer.count().found, seconds=UNTIL_FOUND, what="a sweep that has begun")
    producer.order(acts_for(10))
    producer.finish()
    lab.postgres.stop(signal.SIGQUIT)
    wait_until(lambda: "does not answer" in lab.log("sweep").read_text(), seconds=30, what="the sweep's complaint")
    lab.postgres.start()

    result = producer.count_when_all_is_found(seconds=UNTIL_FOUND)
    report(f"mail, database crashed: {result}")
    assert (result.lost, lab.processes["sweep"].poll()) == (set(), None)
