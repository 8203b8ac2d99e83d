"""What became of two published algorithms, and of a filing that its company has withdrawn: one algorithm is being
changed, the service of the other has ended."""

from datetime import datetime

from demo.accounts import LANTING, YUNQUE
from demo.cases import People, Story
from filings import changing, drafting, withdrawal
from filings.models import Filing
from reviews import withdrawals

CHANGED = "澜亭背景替换算法"
ENDED = "云阙有声书语音合成算法"
NOT_LAUNCHED = "该功能不再上线。\nThe function will not be launched."
NEW_PURPOSE = "应用于图像处理场景，根据用户上传的照片或短视频，生成替换背景后的图像或短视频。"


class Amendment(Story):
    """A change or a cancellation on its way."""

    def begin_on(self, kind: str, days_ago: int) -> "Amendment":
        published = Filing.objects.get(answers__algorithm_name=self.algorithm, kind=Filing.Kind.INITIAL)
        self.filing = changing.start(published, kind=kind, by=self.filer, at=self.moment(days_ago, 9))
        return self

    def answer(self, days_ago: int, section: str, **answers: object) -> "Amendment":
        at, edition = self.moment(days_ago, 10), self.filing.edition
        drafting.save_answers(self.filing, section=section, answers=answers, edition=edition, by=self.filer, at=at)
        return self

    def day(self, days_ago: int) -> str:
        return self.moment(days_ago, 9).date().isoformat()


def tell(people: People, *, at: datetime) -> None:
    change = Amendment(people, LANTING, CHANGED, today=at).begin_on(Filing.Kind.CHANGE, 5)
    change.answer(
        5,
        "what-changes",
        changed_sections=["purpose"],
        change_reason="新增短视频背景替换功能。",
        changed_on=change.day(7),
    )
    change.answer(4, "purpose", scene="用户在影像应用中上传照片或短视频，选择新的背景。", purpose=NEW_PURPOSE)
    change.answer(4, "public-remark", public_remark="变更内容：主要用途变更").submit(3)
    change.take(2)

    cancellation = Amendment(people, YUNQUE, ENDED, today=at).begin_on(Filing.Kind.CANCELLATION, 8)
    cancellation.answer(
        7,
        "end-of-service",
        ended_on=cancellation.day(9),
        cause="service_ended",
        cause_detail="",
        notice_to_users="已提前三十日在应用内和网站公告。",
        users_data="用户可在终止后三十日内导出，逾期删除。",
        refunds="未到期会员按日退款。",
        end_remark="",
    ).submit(6)
    cancellation.pass_on(4).approve(2)

    withdrawn = Story(people, LANTING, "澜亭贴纸生成算法", today=at).submitted(11).take(9)
    withdrawal.withdraw(withdrawn.filing, reason=NOT_LAUNCHED, by=withdrawn.filer, at=withdrawn.moment(7, 10))
    withdrawals.close_withdrawn(at=withdrawn.moment(7, 10))
