"""How content is watched and labelled, what may go wrong and what is done about it (算法策略, 算法风险与防范机制)."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from design.layout import PortalHelper, Question, Revealing
from filings import uploads
from filings.forms import questions
from filings.forms.base import DocumentField, SectionForm
from filings.forms.conditions import asked_if
from filings.vocabulary import ReviewMode, Risk


class ReviewForm(SectionForm):
    input_review = questions.some_of(ReviewMode, _("Who checks what goes in"), _("Select who checks what goes in"))
    input_review_scope = questions.long(
        _("What of it is checked"),
        _("Enter what of it is checked"),
        most=300,
        rows=2,
        hint=_("All or a part, before or after it is processed, and for what."),
        example="全部输入图片先经机器审核涉黄、涉政、未成年人内容，疑似内容转人工。",
    )
    output_review = questions.some_of(ReviewMode, _("Who checks what comes out"), _("Select who checks what comes out"))
    output_review_scope = questions.long(
        _("What of the results is checked"), _("Enter what of the results is checked"), most=300, rows=2
    )
    interventions = questions.long(
        _("Interventions"),
        _("Enter how you intervene"),
        most=500,
        rows=3,
        hint=_("What happens to content and users that break the rules: blocking, deleting, reporting."),
        example="违规输入直接拦截并提示；多次违规的账号限制使用并留存日志。",
    )

    @property
    def helper(self) -> PortalHelper:
        return PortalHelper(
            Question("input_review", inline=True),
            Question("input_review_scope"),
            Question("output_review", inline=True),
            Question("output_review_scope"),
            Question("interventions"),
            tag=False,
        )


class LabelsForm(SectionForm):
    """Source: 人工智能生成合成内容标识办法, art. 3 to 5 (labels), 9 (logs), 12 (materials for the filing)."""

    explicit_label = questions.long(
        _("Label that users see"),
        _("Enter how results are labelled for users"),
        most=300,
        rows=2,
        hint=_("The words, where they stand, and on which results (显式标识)."),
        example="图片右下角显示“AI 生成”字样，高度不低于短边的 5%。",
    )
    explicit_label_screenshot = DocumentField(
        label=_("Screenshot of the label that users see"),
        missing=_("Upload a screenshot of the label that users see"),
        takes=uploads.IMAGE,
    )
    implicit_label = questions.long(
        _("Label in the file"),
        _("Enter how files are labelled"),
        most=300,
        rows=2,
        hint=_("What is written into the metadata of each file, and where (隐式标识)."),
        example="在文件元数据中写入生成合成标签、服务提供者名称与内容编号。",
    )
    implicit_label_screenshot = DocumentField(
        label=_("Screenshot of the label in the file"),
        missing=_("Upload a screenshot of the label in the file"),
        takes=uploads.IMAGE,
    )
    log_months = questions.count(
        _("Months for which logs are kept"),
        _("Enter for how many months logs are kept"),
        least=6,
        most=1200,
        hint=_("At least 6, where results leave without a label at the user's request."),
    )

    @property
    def helper(self) -> PortalHelper:
        return PortalHelper(
            Question("explicit_label"),
            self.upload("explicit_label_screenshot"),
            Question("implicit_label"),
            self.upload("implicit_label_screenshot"),
            Question("log_months", width=5),
            tag=False,
        )


def countermeasure(risk: str) -> str:
    """Return the key of the question for what is done against ``risk``."""
    return f"against_{risk}"


def _against(label: questions.Words, missing: questions.Words) -> questions.LongTextField:
    return questions.long(label, missing, most=500, rows=3)


class RisksForm(SectionForm):
    """Each risk that is ticked asks for what is done against it."""

    asked_if: ClassVar = {countermeasure(risk): asked_if("risks", risk) for risk in Risk.values}

    risks = questions.some_of(
        Risk,
        _("What may go wrong?"),
        _("Select what may go wrong"),
        hint=_("Select all that apply, as in your report. Each asks what you do against it."),
    )
    against_misuse = _against(_("What you do against misuse"), _("Enter what you do against misuse"))
    against_exploitation = _against(
        _("What you do against malicious exploitation"), _("Enter what you do against malicious exploitation")
    )
    against_vulnerability = _against(
        _("What you do against vulnerabilities"), _("Enter what you do against vulnerabilities")
    )
    against_unlawful_content = _against(
        _("What you do against unlawful or harmful content"), _("Enter what you do against unlawful or harmful content")
    )
    against_data_leak = _against(_("What you do against data leaks"), _("Enter what you do against data leaks"))
    against_other = _against(
        _("Which other risk it is, and what you do against it"), _("Enter the other risk and what you do against it")
    )

    @property
    def helper(self) -> PortalHelper:
        reveals = {risk: [Question(countermeasure(risk))] for risk in Risk.values}
        return PortalHelper(Revealing("risks", reveals), tag=False)


class DutiesForm(SectionForm):
    """What is asked of technology that generates or edits faces, voices or other biometric features.

    Source: 互联网信息服务深度合成管理规定, art. 14 (consent), 15 (assessment).
    """

    consent_prompt = questions.long(
        _("How users are told to get consent"),
        _("Enter how users are told to get consent"),
        most=500,
        rows=3,
        hint=_(
            "Whoever edits another person's face or voice tells that person and gets their separate consent. Say where"
            " and in which words the service prompts for it."
        ),
        example="上传人像前弹窗提示：“请确认已告知被编辑的个人并取得其单独同意。”",
    )
    security_assessment = DocumentField(
        label=_("Evidence of the security assessment"),
        missing=_("Upload the evidence of the security assessment"),
        help_text=_("The assessment that you or a professional body made of the models and templates."),
    )

    @property
    def helper(self) -> PortalHelper:
        return PortalHelper(Question("consent_prompt"), self.upload("security_assessment"), tag=False)
