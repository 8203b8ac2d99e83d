from registry.models.approval import Approval
from registry.models.batch import Batch
from registry.models.entry import Entry, EntryVersion, Listing, Role, Status
from registry.models.event import BatchEvent, EntryEvent
from registry.models.holder import Holder, HolderName

__all__ = [
    "Approval",
    "Batch",
    "BatchEvent",
    "Entry",
    "EntryEvent",
    "EntryVersion",
    "Holder",
    "HolderName",
    "Listing",
    "Role",
    "Status",
]
