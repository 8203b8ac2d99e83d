from filings.models.attachment import Attachment
from filings.models.comment import Comment
from filings.models.document_text import DocumentText
from filings.models.event import FilingEvent
from filings.models.filing import Filing, ReferenceCounter
from filings.models.revision import Revision
from filings.models.verification import Verification

__all__ = [
    "Attachment",
    "Comment",
    "DocumentText",
    "Filing",
    "FilingEvent",
    "ReferenceCounter",
    "Revision",
    "Verification",
]
