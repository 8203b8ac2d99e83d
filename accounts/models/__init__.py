from accounts.models.access_request import AccessRequest
from accounts.models.company import Company, CompanyEvent, Membership
from accounts.models.invitation import Invitation
from accounts.models.letter import Letter
from accounts.models.office import Office, Posting, Team
from accounts.models.sign_in import Device, Tries
from accounts.models.user import PersonEvent, User

__all__ = [
    "AccessRequest",
    "Company",
    "CompanyEvent",
    "Device",
    "Invitation",
    "Letter",
    "Membership",
    "Office",
    "PersonEvent",
    "Posting",
    "Team",
    "Tries",
    "User",
]
