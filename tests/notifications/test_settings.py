"""What the broker and the worker are told. A setting with a wrong name would be passed over in silence."""

from celery.app import defaults
from django.conf import settings

from config.celery import app
from notifications import delivery, smtp

# Named in Celery's documentation of the broker, though not in its list of settings.
DOCUMENTED = {"visibility_timeout"}


def test_celery_knows_every_setting_by_its_name():
    known = {name for name, _ in defaults.flatten(defaults.NAMESPACES)} | DOCUMENTED
    ours = {name.removeprefix("CELERY_").lower() for name in dir(settings) if name.startswith("CELERY_")}

    assert ours - known == set()


def test_a_task_that_dies_with_its_worker_is_done_again():
    assert (app.conf.task_acks_late, app.conf.task_reject_on_worker_lost, app.conf.worker_prefetch_multiplier) == (
        True,
        True,
        1,
    )


def test_no_task_outlives_the_time_after_which_the_broker_gives_it_to_another():
    broker = app.conf.broker_transport_options["visibility_timeout"]
    results = app.conf.result_backend_transport_options["visibility_timeout"]

    assert app.conf.task_soft_time_limit < app.conf.task_time_limit < broker == results == app.conf.visibility_timeout


def test_a_lease_outlasts_its_worker_and_that_outlasts_the_conversation():
    assert smtp.TOTAL < app.conf.task_soft_time_limit < app.conf.task_time_limit < delivery.LEASE.total_seconds()


def test_a_sweep_that_begins_its_last_mail_late_ends_within_its_limit():
    assert app.conf.task_soft_time_limit > delivery.SWEEP_SECONDS + smtp.TOTAL


def test_every_tick_names_a_task_that_there_is():
    app.loader.import_default_modules()

    assert {tick["task"] for tick in app.conf.beat_schedule.values()} - set(app.tasks) == set()
