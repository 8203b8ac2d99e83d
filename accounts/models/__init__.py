from accounts.models.company import Company, Membership
from accounts.models.office import Office, Posting
from accounts.models.user import User

__all__ = ["Company", "Membership", "Office", "Posting", "User"]
