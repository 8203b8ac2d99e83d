"""The mailbox of a demonstration: every mail to everybody, open to whoever tries the portal out."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from notifications import mailbox

SHOWN = 100


@require_safe
def mails(request):
    to = request.GET.get("to", "").strip()
    return render(request, "notifications/mails.html", {"mails": mailbox.mails(to=to, limit=SHOWN), "to": to})


@require_safe
def mail(request, name):
    found = mailbox.find(name)
    if found is None:
        raise Http404
    return render(request, "notifications/mail.html", {"mail": found})
