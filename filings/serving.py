"""How the bytes of a document leave the portal: as a download, never as a part of a page of ours.

Where ``FILES_HOST`` is set, a page that may hand out a document leads to that host, by an address that is signed for
this document and this person and is good for a minute. What a document does in a browser, it then does under a name to
which no cookie of the portal is sent. That host serves nothing else, and the portal's own no documents. Behind a web
server that reads the files itself, ``FILES_ACCEL`` is where (X-Accel-Redirect).
"""

from typing import Any

from django.conf import settings
from django.core import signing
from django.http import FileResponse, HttpResponse, HttpResponseBase, HttpResponseNotFound
from django.utils.cache import add_never_cache_headers
from django.utils.http import content_disposition_header

from accounts.models import User
from filings import documents, uploads
from filings.models import Attachment

GOOD_FOR = 60  # seconds
SALT = "filings.serving"


def serve(document: Attachment) -> HttpResponseBase:
    """Return the file. Whether the reader may have it, the caller has asked. Raises ``FileNotFoundError``."""
    kind = uploads.media_type_of(document.name)
    answer: HttpResponseBase
    if settings.FILES_ACCEL:
        answer = HttpResponse(content_type=kind)
        answer["X-Accel-Redirect"] = settings.FILES_ACCEL + documents.place_of(document.sha256)
        answer["Content-Disposition"] = content_disposition_header(True, document.name) or "attachment"
    else:
        file = documents.open_stored(document.sha256)
        answer = FileResponse(file, as_attachment=True, filename=document.name, content_type=kind)
    answer["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'; sandbox"
    answer["X-Content-Type-Options"] = "nosniff"
    add_never_cache_headers(answer)
    return answer


def address_of(document: Attachment, *, for_: User, scheme: str) -> str:
    """Return where the host for files serves the document to this person, for a minute."""
    token = signing.dumps([str(document.uuid), for_.pk], salt=SALT)
    return f"{scheme}://{settings.FILES_HOST}/{token}"


def answer(path: str) -> HttpResponseBase:
    """What the host for files answers to a request for ``path``. The document may have become infected, and the person
    have left, since the address was made."""
    try:
        uuid, person = signing.loads(path.strip("/"), salt=SALT, max_age=GOOD_FOR)
        document = Attachment.objects.get(uuid=uuid)
        allowed = User.objects.filter(pk=person, is_active=True).exists() and not document.is_quarantined
        return serve(document) if allowed else nothing()
    except (signing.BadSignature, Attachment.DoesNotExist, FileNotFoundError):
        return nothing()


def nothing() -> HttpResponseBase:
    """No language is known on that host."""
    words = "Nothing is here any more. Download it from the portal once more.\n此处已无内容。请返回系统重新下载。\n"
    return HttpResponseNotFound(words, content_type="text/plain; charset=utf-8")


class FilesHost:
    """Middleware: what is asked of the host for files goes no further than here."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponseBase:
        if not settings.FILES_HOST or request.get_host() != settings.FILES_HOST:
            return self.get_response(request)
        return answer(request.path_info) if request.method in ("GET", "HEAD") else nothing()
