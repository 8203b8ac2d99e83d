"""All that runs by itself, and when. Each line is a tick: what is due is found in the database, so that a
tick which is missed, or comes twice, changes nothing but the hour."""

from celery.schedules import crontab

SCHEDULE = {
    "send what a lost nudge left behind": {"task": "notifications.tasks.sweep_outbox", "schedule": 10.0},
    "open a case for each submitted filing": {"task": "reviews.tasks.open_waiting_cases", "schedule": 10.0},
    "remind reviewers of due dates": {"task": "reviews.tasks.remind_reviewers", "schedule": crontab(minute="*/15")},
}
