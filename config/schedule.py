"""All that runs by itself, and when. Each line is a tick: what is due is found in the database, so that a
tick which is missed, or comes twice, changes nothing but the hour."""

from celery.schedules import crontab

# Seconds. While no worker runs, the ticks of ten seconds must not pile up in the broker.
SOON = {"schedule": 10.0, "options": {"expires": 10}}

SCHEDULE = {
    "send what a lost nudge left behind": {"task": "notifications.tasks.sweep_outbox", **SOON},
    "send the letters that wait": {"task": "accounts.tasks.send_letters", **SOON},
    "forget tries, devices, letters and sessions that are over": {
        "task": "accounts.tasks.forget",
        "schedule": crontab(minute="17"),
    },
    "scan the documents that wait": {
        "task": "filings.tasks.scan_waiting",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "delete files that no filing names": {"task": "filings.tasks.sweep_leftovers", "schedule": crontab("41", "3")},
    "open a case for each submitted filing": {"task": "reviews.tasks.open_waiting_cases", **SOON},
    "close the case of each withdrawn filing": {"task": "reviews.tasks.close_withdrawn_cases", **SOON},
    "put back the cases of reviewers who have left": {
        "task": "reviews.tasks.release_stranded_cases",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "remind reviewers of due dates": {
        "task": "reviews.tasks.remind_reviewers",
        "schedule": crontab(hour="8-19", minute="*/15"),
    },
}
