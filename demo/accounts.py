"""The demonstration accounts: one or more for each role, all with one password that each installation makes itself."""

import secrets
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_noop as _

from accounts.models import Company, Membership, Office, Posting, Team, User
from demo.names import Firm, credit_code


@dataclass(frozen=True)
class Account:
    """``place`` is a company's name, a province's two digits, or empty for the national office. ``posting`` is the work
    there, and ``membership`` the role in a company, in ``also`` too."""

    email: str
    name: str
    role: str
    place: str
    posting: str = ""
    language: str = "en"
    membership: str = Membership.Role.OWNER
    also: str = ""


Role = Posting.Role

LANTING = Firm("杭州澜亭影像科技有限公司", "澜亭", "330106")
YUNQUE = Firm("深圳云阙声学科技有限公司", "云阙", "440305")
QINGMEI = Firm("北京清湄智能科技有限公司", "清湄", "110105")
FIRMS = [LANTING, YUNQUE, QINGMEI]
# Two that are new here: the registration of the one is in review, that of the other was returned.
MIANZHU = Firm("杭州眠筑数字科技有限公司", "眠筑", "330106")
CENLI = Firm("杭州岑砺教育科技有限公司", "岑砺", "330105")
CODES = {firm.name: credit_code(n) for n, firm in enumerate([*FIRMS, MIANZHU, CENLI], 1)}
EDITOR, VIEWER = Membership.Role.EDITOR, Membership.Role.VIEWER

ACCOUNTS = [
    Account("lin@lanting.example", "Lin Wei", _("Owner of a company"), LANTING.name),
    Account("wang@lanting.example", "Wang Fang", _("Editor of a company"), LANTING.name, membership=EDITOR),
    Account("zhao@lanting.example", "Zhao Lei", _("Viewer of a company"), LANTING.name, membership=VIEWER),
    Account("zhou@yunque.example", "周敏", _("Owner of a company"), YUNQUE.name, language="zh-hans"),
    Account(
        "qian@yunque.example", "钱宁", _("Editor of a company"), YUNQUE.name, language="zh-hans", membership=EDITOR
    ),
    Account(
        "sheng@yunque.example", "盛楠", _("Viewer of a company"), YUNQUE.name, language="zh-hans", membership=VIEWER
    ),
    Account("he@qingmei.example", "何静", _("Owner of a company"), QINGMEI.name, language="zh-hans"),
    Account(
        "li@qingmei.example", "Li Na", _("Editor of two companies"), QINGMEI.name, membership=EDITOR, also=YUNQUE.name
    ),
    Account(
        "song@qingmei.example", "宋琳", _("Viewer of a company"), QINGMEI.name, language="zh-hans", membership=VIEWER
    ),
    Account("luo@mianzhu.example", "罗衡", _("Owner of a company in registration"), MIANZHU.name, language="zh-hans"),
    Account("fang@cenli.example", "Fang Rui", _("Owner of a company to correct its registration"), CENLI.name),
    Account("ma@zhejiang.example", "Ma Li", _("Intake, Zhejiang"), "33", Role.INTAKE),
    Account("chen@zhejiang.example", "Chen Yu", _("Provincial reviewer, Zhejiang"), "33", Role.REVIEWER),
    Account("wu@zhejiang.example", "Wu Di", _("Provincial reviewer, Zhejiang"), "33", Role.REVIEWER),
    Account("fang@zhejiang.example", "Fang Hua", _("Approver, Zhejiang"), "33", Role.APPROVER),
    Account("luo@zhejiang.example", "Luo Yan", _("Head of office, Zhejiang"), "33", Role.HEAD),
    Account("shen@zhejiang.example", "Shen Ping", _("Auditor, Zhejiang"), "33", Role.AUDITOR),
    Account("admin@zhejiang.example", "Qian Rui", _("Administrator, Zhejiang"), "33", Role.ADMINISTRATOR),
    Account("huang@guangdong.example", "黄蕾", _("Provincial reviewer, Guangdong"), "44", Role.REVIEWER, "zh-hans"),
    Account("sun@beijing.example", "孙越", _("Provincial reviewer, Beijing"), "11", Role.REVIEWER, "zh-hans"),
    Account("bai@national.example", "Bai Xue", _("National intake"), "", Role.INTAKE),
    Account("gao@national.example", "Gao Ning", _("National reviewer"), "", Role.REVIEWER),
    Account("jiang@national.example", "Jiang He", _("National approver"), "", Role.APPROVER),
    Account("dong@national.example", "Dong Mei", _("Head of the national office"), "", Role.HEAD),
    Account("tang@national.example", "Tang Lan", _("Publisher"), "", Role.PUBLISHER),
    Account("tian@national.example", "Tian Jing", _("National auditor"), "", Role.AUDITOR),
    Account("admin@national.example", "Xu Fan", _("National administrator"), "", Role.ADMINISTRATOR),
]

# A team of the Zhejiang office.
TEAM = ("图像组", "33", ["chen@zhejiang.example", "wu@zhejiang.example"])


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
    people = {account.email: _open(account, word, fresh=fresh) for account in ACCOUNTS}
    name, place, members = TEAM
    team, is_new = Team.objects.get_or_create(office=Office.objects.get(province=place), name=name)
    if is_new:
        team.members.set([people[email] for email in members])
    return people


def one_for_each_role() -> list[Account]:
    """The first account of each role, for a screen that has no room for all."""
    return list({account.role: account for account in reversed(ACCOUNTS)}.values())[::-1]


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
        for name in filter(None, (account.place, account.also)):
            _join(user, name, account.membership)
    return user


def _join(user: User, name: str, role: str) -> None:
    company, _created = Company.objects.get_or_create(name=name)
    company.credit_code = CODES[name]
    company.save()
    since = {"role": role, "joined_at": user.date_joined}
    Membership.objects.get_or_create(user=user, company=company, defaults=since)
