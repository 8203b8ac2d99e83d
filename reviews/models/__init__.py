from reviews.models.case import Case
from reviews.models.decision import Decision
from reviews.models.draft_comment import DraftComment
from reviews.models.event import CaseEvent
from reviews.models.recusal import Recusal
from reviews.models.reminder import Reminder

__all__ = ["Case", "CaseEvent", "Decision", "DraftComment", "Recusal", "Reminder"]
