"""What is asked before a published filing is cancelled."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from design.layout import PortalHelper, Question
from filings.forms import questions
from filings.forms.base import DocumentField, SectionForm


class Cause(TextChoices):
    SERVICE_ENDED = "service_ended", _("The service ends")
    MERGED = "merged", _("The algorithm is merged into another that is filed")
    COMPANY_ENDED = "company_ended", _("The company is wound up or taken over")
    OTHER = "other", _("Another cause")


# The words of the public remark: in Chinese, whatever language the applicant reads.
PUBLISHED_CAUSES = {
    Cause.SERVICE_ENDED: "服务终止",
    Cause.MERGED: "并入其他已备案算法",
    Cause.COMPANY_ENDED: "主体注销或合并",
    Cause.OTHER: "停止使用",
}


class CancellationForm(SectionForm):
    ended_on = questions.day(
        _("Last day of the service"),
        _("Enter the last day of the service"),
        hint=_("The cancellation is published after it. For example, 2026 3 27"),
    )
    cause = questions.one_of(Cause, _("Why is it cancelled?"), _("Select why it is cancelled"))
    cause_detail = questions.long(_("What is to be known about the cause"), most=500)
    notice_to_users = questions.long(
        _("How users are told"), _("Enter how users are told"), most=500, example="自 2026 年 3 月 1 日起在应用内公告。"
    )
    users_data = questions.long(
        _("What becomes of users' data"),
        _("Enter what becomes of users' data"),
        most=500,
        example="用户可在终止后 30 日内导出，逾期删除。",
    )
    refunds = questions.long(
        _("What becomes of what users have paid"),
        _("Enter what becomes of what users have paid, or that nothing was paid"),
        most=500,
        example="未到期会员按日退款。",
    )
    end_remark = questions.long(
        _("Public remark"),
        most=300,
        rows=2,
        hint=_("In Chinese. Left empty, it states that the filing is cancelled, from which day, and the cause."),
    )
    end_evidence = DocumentField(label=_("Evidence, such as the notice to users"))

    @property
    def helper(self) -> PortalHelper:
        asked = ("ended_on", "cause", "cause_detail", "notice_to_users", "users_data", "refunds", "end_remark")
        return PortalHelper(*map(Question, asked), self.upload("end_evidence"), tag=False)
