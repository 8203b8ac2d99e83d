"""How the companies of the demonstration came to be verified, and two that are on their way, told by the acts."""

from datetime import datetime

from accounts.models import Company
from demo import days, names
from demo.accounts import CENLI, LANTING, MIANZHU, QINGMEI, YUNQUE
from demo.cases import People
from demo.documents import uploaded
from filings import attaching, drafting, sections, submission, uploads
from reviews import assignment, determination, intake
from reviews.models import Case

FILER = {
    LANTING: "lin@lanting.example",
    YUNQUE: "zhou@yunque.example",
    QINGMEI: "he@qingmei.example",
    MIANZHU: "luo@mianzhu.example",
    CENLI: "fang@cenli.example",
}
REVIEWER = {"33": "chen@zhejiang.example", "44": "huang@guangdong.example", "11": "sun@beijing.example"}
# Legal representative and algorithm security officer; none where they are one person.
PEOPLE = {
    LANTING: ("林巍", "沈霁月"),
    YUNQUE: ("周敏", ""),
    QINGMEI: ("何静", "许汀洲"),
    MIANZHU: ("罗衡", "叶知秋"),
    CENLI: ("方锐", ""),
}
UNREADABLE = (
    "营业执照扫描件模糊，无法核对有效期，请重新上传。\n"
    "The scan of the business licence is blurred: its validity cannot be compared. Upload it again."
)


class Registration:
    """One company's registration. Each deed happens so many working days before the day of the first load."""

    def __init__(self, people: People, firm: names.Firm, *, today: datetime) -> None:
        self.people, self.firm, self.today = people, firm, today
        self.serial = list(FILER).index(firm) + 1
        self.filer, self.reviewer = people[FILER[firm]], people[REVIEWER[firm.division[:2]]]

    def moment(self, days_ago: int, hour: int) -> datetime:
        return days.working_day_before(self.today, days_ago, hour=hour)

    @property
    def case(self) -> Case:
        return Case.objects.get(filing=self.filing)

    def submitted(self, days_ago: int) -> "Registration":
        company, at = Company.objects.get(name=self.firm.name), self.moment(days_ago, 10)
        self.filing = drafting.start_entity(company=company, by=self.filer, at=at)
        for section in sections.asked(self.filing):
            self._fill_in(section, at)
        submission.submit(self.filing, revision=1, by=self.filer, at=self.moment(days_ago, 11))
        intake.take_in(self.filing.pk, at=self.moment(days_ago, 11))
        return self

    def _fill_in(self, section: sections.Section, at: datetime) -> None:
        answers = {key: value for key, value in self.answers().items() if key in section.labels()}
        if answers:
            drafting.save_answers(
                self.filing, section=section.key, answers=answers, edition=self.filing.edition, by=self.filer, at=at
            )
        for key in section.documents(self.filing):
            upload = uploaded(key, self.filing.reference, uploads.PDF)
            attaching.attach(self.filing, key=key, upload=upload, by=self.filer, at=at)

    def answers(self) -> dict[str, object]:
        legal, officer = PEOPLE[self.firm]
        own = {"officer_name": officer, "officer_id_type": "resident", "officer_id_number": self._identity(2)}
        return {
            "company_name": self.firm.name,
            "credit_code": self.filing.company.credit_code,
            "entity_type": "enterprise",
            "division": self.firm.division,
            "address": f"虚构路 {self.serial} 号 3 楼",
            "website": f"https://{self.filer.email.split('@')[1]}",
            "monthly_active_users": self.serial * 12_500,
            "certificate_type": "business_licence",
            "certificate_address": f"虚构路 {self.serial} 号",
            "certificate_term": "no_end",
            "legal_name": legal,
            "legal_id_type": "resident",
            "legal_id_number": self._identity(1),
            "officer_is_legal": "no" if officer else "yes",
            **(own if officer else {}),
            "officer_mobile": f"1390000{self.serial:04d}",
            "officer_email": f"security@{self.filer.email.split('@')[1]}",
            "officer_title": "算法安全负责人",
        }

    def _identity(self, person: int) -> str:
        return names.identity_number(self.serial * 2 + person)

    def take(self, days_ago: int) -> "Registration":
        assignment.take(self.case, by=self.reviewer, at=self.moment(days_ago, 14))
        return self

    def verify(self, days_ago: int) -> "Registration":
        return self._decide(determination.verify, days_ago)

    def give_back_to_company(self, days_ago: int) -> "Registration":
        return self._decide(determination.return_to_company, days_ago, reason=UNREADABLE)

    def _decide(self, act, days_ago: int, **said) -> "Registration":
        case = self.case
        act(case, version=case.version, by=self.reviewer, at=self.moment(days_ago, 15), **said)
        return self


def tell_verified(people: People, *, at: datetime) -> None:
    """The companies that file, registered before the first of their filings."""
    for firm in (LANTING, YUNQUE, QINGMEI):
        Registration(people, firm, today=at).submitted(82).take(80).verify(76)


def tell_open(people: People, *, at: datetime) -> None:
    """One that waits for a reviewer, one that is with its company again."""
    Registration(people, MIANZHU, today=at).submitted(4)
    Registration(people, CENLI, today=at).submitted(12).take(10).give_back_to_company(3)
