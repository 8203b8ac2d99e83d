"""The demonstration accounts: one or more for each role, all with one password that each installation makes itself."""

import secrets
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_noop as _

from accounts.models import Company, Membership, Office, Posting, User
from demo.names import Firm, credit_code


@dataclass(frozen=True)
class Account:
    """``place`` is a company's name, a province's two digits, or empty for the national office."""

    email: str
    name: str
    role: str
    place: str
    posting: str = ""
    language: str = "en"


LANTING = Firm("杭州澜亭影像科技有限公司", "澜亭", "330106")
YUNQUE = Firm("深圳云阙声学科技有限公司", "云阙", "440305")
QINGMEI = Firm("北京清湄智能科技有限公司", "清湄", "110105")
FIRMS = [LANTING, YUNQUE, QINGMEI]
# Two that are new here: the registration of the one is in review, that of the other was returned.
MIANZHU = Firm("杭州眠筑数字科技有限公司", "眠筑", "330106")
CENLI = Firm("杭州岑砺教育科技有限公司", "岑砺", "330105")
CREDIT_CODES = {firm.name: credit_code(serial) for serial, firm in enumerate([*FIRMS, MIANZHU, CENLI], 1)}

ACCOUNTS = [
    Account("lin@lanting.example", "Lin Wei", _("Applicant"), LANTING.name),
    Account("zhou@yunque.example", "周敏", _("Applicant"), YUNQUE.name, language="zh-hans"),
    Account("he@qingmei.example", "何静", _("Applicant"), QINGMEI.name, language="zh-hans"),
    Account("luo@mianzhu.example", "罗衡", _("Applicant, company in review"), MIANZHU.name, language="zh-hans"),
    Account("fang@cenli.example", "Fang Rui", _("Applicant, registration returned"), CENLI.name),
    Account("chen@zhejiang.example", "Chen Yu", _("Provincial reviewer, Zhejiang"), "33", Posting.Role.REVIEWER),
    Account("wu@zhejiang.example", "Wu Di", _("Provincial reviewer, Zhejiang"), "33", Posting.Role.REVIEWER),
    Account(
        "huang@guangdong.example", "黄蕾", _("Provincial reviewer, Guangdong"), "44", Posting.Role.REVIEWER, "zh-hans"
    ),
    Account("sun@beijing.example", "孙越", _("Provincial reviewer, Beijing"), "11", Posting.Role.REVIEWER, "zh-hans"),
    Account("gao@national.example", "Gao Ning", _("National reviewer"), "", Posting.Role.REVIEWER),
    Account("tang@national.example", "Tang Lan", _("Publisher"), "", Posting.Role.PUBLISHER),
    Account("admin@national.example", "Xu Fan", _("Administrator"), "", Posting.Role.ADMINISTRATOR),
]


def password_file() -> Path:
    return settings.VAR_DIR / "demonstration-password"


def password() -> str:
    """Return the password of all demonstration accounts; empty before the first load."""
    return password_file().read_text().strip() if password_file().exists() else ""


@transaction.atomic
def open_accounts() -> dict[str, User]:
    """Create what is missing of the accounts, their companies and postings; return the people by e-mail address."""
    word = password()
    fresh = not word
    if fresh:
        word = f"demo-{secrets.token_hex(2)}-{secrets.token_hex(2)}"
        password_file().parent.mkdir(parents=True, exist_ok=True)
        password_file().write_text(word + "\n")
        password_file().chmod(0o600)
    return {account.email: _open(account, word, fresh=fresh) for account in ACCOUNTS}


def _open(account: Account, word: str, *, fresh: bool) -> User:
    user = User.objects.filter(email=account.email).first()
    if user is None:
        user = User.objects.create_user(
            account.email,
            word,
            name=account.name,
            language=account.language,
            is_demonstration=True,
        )
    elif fresh:
        user.set_password(word)
        user.save()
    if account.posting:
        office = Office.objects.get(province=account.place)
        Posting.objects.get_or_create(user=user, office=office, role=account.posting)
    else:
        company, _created = Company.objects.get_or_create(
            name=account.place, defaults={"credit_code": CREDIT_CODES[account.place]}
        )
        Membership.objects.get_or_create(user=user, company=company, defaults={"role": Membership.Role.OWNER})
    return user
