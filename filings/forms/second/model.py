"""The models that the algorithm is made of (算法模型)."""

from contextlib import suppress
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from design.layout import PortalHelper, Question, Revealing
from filings.forms import questions
from filings.forms.base import DocumentField, SectionForm
from filings.forms.conditions import asked_if
from filings.vocabulary import ModelOrigin
from registry import numbers

THIRD_PARTY = asked_if("origin", ModelOrigin.THIRD_PARTY)


class ModelForm(SectionForm):
    """``generative_record`` is the number of the generative service that lies beneath: filings and registrations under
    生成式人工智能服务管理暂行办法 are another series, which is kept as text."""

    in_list = "models"
    asked_if: ClassVar = {
        "licence": asked_if("origin", ModelOrigin.OPEN),
        "vendor": THIRD_PARTY,
        "vendor_number": THIRD_PARTY,
        "model_contract": THIRD_PARTY,
    }

    name = questions.short(_("Name of the model"), _("Enter the name of the model"), most=100)
    origin = questions.one_of(ModelOrigin, _("Where it comes from"), _("Select where the model comes from"))
    licence = questions.short(_("Licence"), _("Enter the licence of the model"), most=100, example="Apache-2.0")
    vendor = questions.short(_("Supplier"), _("Enter the name of the supplier"), most=100)
    vendor_number = questions.short(
        _("Filing number of the supplier's algorithm"),
        _("Enter the filing number of the supplier's algorithm"),
        most=40,
        hint=_("网信算备, 21 digits, 号. The supplier finds it in the public registry."),
        spellcheck="false",
    )
    model_contract = DocumentField(
        label=_("Contract with the supplier"),
        missing=_("Upload the contract with the supplier"),
    )
    structure = questions.long(
        _("Structure"),
        _("Enter the structure of the model"),
        most=500,
        rows=3,
        hint=_("The kind of network, its parts and its size."),
        example="扩散模型，U-Net 主干，8.6 亿参数。",
    )
    update_frequency = questions.short(
        _("How often it is updated"), _("Enter how often the model is updated"), most=60, example="每季度一次"
    )
    generative_record = questions.short(
        _("Filing or registration of the generative service beneath it"),
        most=80,
        hint=_("The number on the list of generative services (生成式人工智能服务), where there is one."),
        spellcheck="false",
    )

    def clean_vendor_number(self) -> str:
        if not (typed := self.cleaned_data["vendor_number"]):
            return ""
        with suppress(ValueError):
            if (number := numbers.parse(typed)).is_sound:
                return str(number)
        wrong = _("The filing number must have 21 digits, of which the last fits the others. Compare it.")
        raise ValidationError(wrong, code="number")

    @property
    def helper(self) -> PortalHelper:
        supplied = [Question("vendor"), Question("vendor_number", width=30), self.upload("model_contract")]
        return PortalHelper(
            Question("name"),
            Revealing(
                "origin",
                {ModelOrigin.OPEN.value: [Question("licence")], ModelOrigin.THIRD_PARTY.value: supplied},
            ),
            Question("structure"),
            Question("update_frequency", width=20),
            Question("generative_record"),
            tag=False,
        )
