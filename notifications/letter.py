"""The e-mail that a row becomes, the same at each attempt."""

from email.utils import format_datetime, parseaddr

from django.conf import settings
from django.core.mail import EmailMessage

from notifications.models import Notification


def compose(notification: Notification) -> EmailMessage:
    """Return the message. Its Message-ID is the row's, so that a mail which was sent twice can be known as one."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    return EmailMessage(
        subject=notification.subject,
        body=notification.body,
        to=[notification.address],
        headers={
            "Message-ID": f"<{notification.message_id}@{domain}>",
            "Date": format_datetime(notification.created_at),
            # RFC 3834: absence notes are not to answer.
            "Auto-Submitted": "auto-generated",
        },
    )
