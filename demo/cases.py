"""Three companies' filings, one in every state that a filing can be in, told by the acts themselves."""

from datetime import datetime
from typing import Any

from accounts.models import Company, User
from demo import days, declared, names
from demo.accounts import LANTING, QINGMEI, YUNQUE
from demo.documents import uploaded
from filings import attaching, corrections, drafting, sections, submission
from filings.models import Comment, Filing
from registry import holders
from reviews import assignment, commenting, determination, intake
from reviews.models import Case

People = dict[str, User]

FILER = {LANTING: "lin@lanting.example", YUNQUE: "zhou@yunque.example", QINGMEI: "he@qingmei.example"}
PROVINCE = {LANTING: "chen@zhejiang.example", YUNQUE: "huang@guangdong.example", QINGMEI: "sun@beijing.example"}
NATIONAL = "gao@national.example"

UNCLEAR = (
    "请说明人脸素材的来源与授权情况，并补充标识样例。\n"
    "Say where the face images come from and under what licence, and add a sample of the label."
)
COMMENTS = {
    "purpose": "请写明素材来源与授权。\nSay where the material comes from and under what licence.",
    "self_assessment": "报告缺少标识样例。\nThe report has no sample of the label.",
}
SAMPLE_IS_THERE = "标识样例见报告第 12 页。\nThe sample of the label is on page 12 of the report."
OUT_OF_SCOPE = (
    "产品未提供生成式服务，不属于深度合成算法备案范围。\n"
    "The product generates nothing; it is not within the scope of this filing."
)

# What their algorithms are for, and what of it is said better after a return.
PURPOSES = {
    LANTING: "应用于图像处理场景，根据用户上传的照片，由{}生成相应的图像。",
    YUNQUE: "应用于语音合成场景，根据用户输入的文本或音频，由{}生成相应的语音。",
    QINGMEI: "应用于对话生成场景，服务于客户服务类企业端客户，根据用户输入的文本，由{}通过API提供对话文本的生成功能。",
}


class Story:
    """One filing on its way. Each deed happens so many working days before the day of the first load."""

    def __init__(self, people: People, firm: names.Firm, algorithm: str, *, today: datetime, supporter: bool = False):
        self.people, self.firm, self.algorithm, self.today = people, firm, algorithm, today
        self.role = Filing.Role.SUPPORTER if supporter else Filing.Role.PROVIDER
        self.filer = people[FILER[firm]]

    def moment(self, days_ago: int, hour: int) -> datetime:
        return min(days.working_day_before(self.today, days_ago, hour=hour), self.today)

    @property
    def case(self) -> Case:
        return Case.objects.get(filing=self.filing)

    def begin(self, days_ago: int) -> "Story":
        company = Company.objects.get(name=self.firm.name)
        self.filing = drafting.start(company=company, role=self.role, by=self.filer, at=self.moment(days_ago, 9))
        return self

    def write(self, days_ago: int, purpose: str = "") -> "Story":
        at = self.moment(days_ago, 10)
        told = declared.answers(self.firm, self.algorithm, self.role, purpose or self.purpose)
        for section in sections.offered(self.filing):
            if section.is_asked(self.filing):
                self._fill_in(section, told, at)
        return self

    def _fill_in(self, section: sections.Section, told: dict[str, Any], at: datetime) -> None:
        self.filing.refresh_from_db()
        answers = {key: told[key] for key in section.labels() if key in told}
        if answers:
            drafting.save_answers(
                self.filing, section=section.key, answers=answers, edition=self.filing.edition, by=self.filer, at=at
            )
        for key in section.documents(self.filing).keys() - self.filing.documents().keys():
            kind = section.form.base_fields[key].takes
            upload = uploaded(key, self.filing.reference, kind)
            attaching.attach(self.filing, key=key, upload=upload, by=self.filer, at=at, kind=kind)

    @property
    def purpose(self) -> str:
        return PURPOSES[self.firm].format(self.algorithm)

    def submit(self, days_ago: int) -> "Story":
        self.filing.refresh_from_db()
        number = self.filing.revisions.count() + 1
        submission.submit(self.filing, revision=number, by=self.filer, at=self.moment(days_ago, 11))
        intake.take_in(self.filing.pk, at=self.moment(days_ago, 11))
        return self

    def submitted(self, days_ago: int) -> "Story":
        return self.begin(days_ago + 3).write(days_ago + 1).submit(days_ago)

    def take(self, days_ago: int, who: str = "") -> "Story":
        assignment.take(self.case, by=self.people[who or PROVINCE[self.firm]], at=self.moment(days_ago, 14))
        return self

    def give_back_to_company(self, days_ago: int) -> "Story":
        reviewer = self.people[PROVINCE[self.firm]]
        for field, text in COMMENTS.items():
            commenting.write(self.case, field=field, text=text, by=reviewer, at=self.moment(days_ago, 15))
        return self._decide(determination.return_to_company, days_ago, 15, PROVINCE[self.firm], reason=UNCLEAR)

    def correct(self, days_ago: int) -> "Story":
        self.filing.refresh_from_db()
        text = self.purpose.replace("生成相应的", "使用已获授权的素材，生成带有显式标识的")
        self.write(days_ago, purpose=text)
        fixed, contested = Comment.objects.of_latest_return(self.filing)
        self._answer(fixed, days_ago, answer="fixed")
        self._answer(contested, days_ago, answer="contested", because=SAMPLE_IS_THERE)
        return self.submit(days_ago)

    def _answer(self, comment: Comment, days_ago: int, **said: str) -> None:
        at = self.moment(days_ago, 10)
        self.filing.refresh_from_db()
        corrections.answer(comment, edition=self.filing.edition, by=self.filer, at=at, **said)

    def pass_on(self, days_ago: int) -> "Story":
        self.take(days_ago + 1)
        return self._decide(determination.pass_on, days_ago, 15, PROVINCE[self.firm], opinion="材料齐全，建议通过。")

    def hand_back(self, days_ago: int) -> "Story":
        self.take(days_ago + 1, NATIONAL)
        return self._decide(
            determination.hand_back, days_ago, 16, NATIONAL, reason="请核对技术支持者与提供者的角色划分。"
        )

    def refuse(self, days_ago: int, who: str = "") -> "Story":
        self.take(days_ago + 1, who)
        return self._decide(determination.refuse, days_ago, 16, who or PROVINCE[self.firm], reason=OUT_OF_SCOPE)

    def approve(self, days_ago: int) -> "Story":
        self.take(days_ago + 1, NATIONAL)
        offered = holders.matching(self.firm.name)[0]
        return self._decide(determination.approve, days_ago, 16, NATIONAL, holder_code=offered.code)

    def _decide(self, act, days_ago: int, hour: int, who: str, **said) -> "Story":
        case = self.case
        act(case, version=case.version, by=self.people[who], at=self.moment(days_ago, hour), **said)
        return self


def tell_published(people: People, *, at: datetime) -> None:
    """Filings whose approval the newest batch takes in."""
    for firm, algorithm, supporter in [
        (LANTING, "澜亭背景替换算法", False),
        (YUNQUE, "云阙有声书语音合成算法", False),
        (QINGMEI, "清湄智能问答算法", True),
    ]:
        story = Story(people, firm, algorithm, today=at, supporter=supporter)
        story.submitted(58).pass_on(50).approve(44)


def tell_open(people: People, *, at: datetime) -> None:
    """Filings in every other state."""

    def story(firm: names.Firm, algorithm: str, *, supporter: bool = False) -> Story:
        return Story(people, firm, algorithm, today=at, supporter=supporter)

    story(LANTING, "澜亭人像风格迁移算法").submitted(24).take(22).give_back_to_company(14).correct(1)
    story(LANTING, "澜亭墨影生成算法").submitted(18).take(16).give_back_to_company(5)
    story(LANTING, "澜亭证件照生成算法").submitted(32).take(30)
    story(LANTING, "澜亭商品图生成算法").submitted(27)
    story(LANTING, "澜亭表情包生成算法").submitted(3)
    story(LANTING, "澜亭视频调色算法").submitted(21).pass_on(6)
    story(LANTING, "澜亭人脸融合算法").submitted(35).pass_on(26).approve(4)
    story(LANTING, "澜亭相册分类算法").submitted(40).refuse(30)

    story(YUNQUE, "云阙方言配音算法").begin(1).write(0)
    story(YUNQUE, "云阙声音转换算法").submitted(30).take(28)
    story(YUNQUE, "云阙播客剪辑算法").submitted(2)
    story(YUNQUE, "云阙歌声合成算法").submitted(26).pass_on(12).take(5, NATIONAL)
    story(YUNQUE, "云阙降噪算法").submitted(45).pass_on(38).refuse(25, NATIONAL)
    story(YUNQUE, "云阙新闻播报算法").submitted(33).pass_on(22).approve(3)

    story(QINGMEI, "清湄会议纪要算法", supporter=True).submitted(22).take(20).give_back_to_company(8)
    story(QINGMEI, "清湄客服问答算法", supporter=True).submitted(25).pass_on(15).hand_back(7)
    story(QINGMEI, "清湄文档摘要算法", supporter=True).submitted(6).take(4)

    # Last, since whoever starts once more is given the draft in which nothing is written yet.
    story(LANTING, "澜亭老照片修复算法").begin(2)
    story(QINGMEI, "清湄对话生成算法", supporter=True).begin(4)
