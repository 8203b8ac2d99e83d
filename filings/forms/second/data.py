"""What goes in and comes out, and what the algorithm was trained on (算法数据)."""

from django.utils.translation import gettext_lazy as _

from design.layout import PortalHelper, Question
from filings.forms import questions
from filings.forms.base import SectionForm
from filings.vocabulary import DatasetOrigin, Modality, YesNo


class DataForm(SectionForm):
    input_modalities = questions.some_of(Modality, _("What goes in"), _("Select what goes in"))
    input_formats = questions.short(
        _("File formats that go in"),
        _("Enter the file formats that go in"),
        most=100,
        hint=_("Write “plain text” where there are no files."),
        example="JPG、PNG",
    )
    output_modalities = questions.some_of(Modality, _("What comes out"), _("Select what comes out"))
    output_formats = questions.short(
        _("File formats that come out"),
        _("Enter the file formats that come out"),
        most=100,
        hint=_("Each fits one of the kinds selected above."),
        example="PNG",
    )
    data_source = questions.long(
        _("Where the data comes from"),
        _("Enter where the data comes from"),
        most=500,
        rows=3,
        hint=_("The data that the algorithm works on: uploaded by users, collected, bought."),
        example="全部由用户主动上传，处理后 24 小时内删除。",
    )
    holds_biometrics = questions.one_of(
        YesNo,
        _("Does the data contain biometric features?"),
        _("Select whether the data contains biometric features"),
        hint=_("Such as faces, voices, fingerprints."),
    )
    holds_identities = questions.one_of(
        YesNo,
        _("Does the data contain identity information?"),
        _("Select whether the data contains identity information"),
        hint=_("Such as names, identity numbers, telephone numbers."),
    )

    @property
    def helper(self) -> PortalHelper:
        return PortalHelper(
            Question("input_modalities", columns=True),
            Question("input_formats"),
            Question("output_modalities", columns=True),
            Question("output_formats"),
            Question("data_source"),
            Question("holds_biometrics", inline=True),
            Question("holds_identities", inline=True),
            tag=False,
        )


class DatasetForm(SectionForm):
    in_list = "datasets"

    name = questions.short(_("Name of the data set"), _("Enter the name of the data set"), most=100)
    origin = questions.one_of(DatasetOrigin, _("Kind"), _("Select what kind of data set it is"))
    source = questions.long(
        _("Where it comes from"),
        _("Enter where the data set comes from"),
        most=300,
        rows=2,
        hint=_("Who publishes it and under which licence, or how it was collected."),
        example="自有摄影师拍摄，已取得书面授权。",
    )
    size = questions.short(
        _("Size"),
        _("Enter the size of the data set"),
        most=60,
        hint=_("A number with its unit."),
        example="12 万张图片",
    )

    @property
    def helper(self) -> PortalHelper:
        return PortalHelper(
            Question("name"), Question("origin"), Question("source"), Question("size", width=20), tag=False
        )
