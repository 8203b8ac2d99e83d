"""Where users meet the algorithm: products and functions of a provider (产品及功能信息), or how a technical supporter
supplies it (技术服务方式)."""

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from django import forms
from django.utils.translation import gettext_lazy as _

from design.layout import PortalHelper, Question, Revealing
from filings import rows
from filings.forms import questions
from filings.forms.base import Documents, SectionForm, Subject
from filings.forms.conditions import asked_if
from filings.vocabulary import Audience, Permit, ProductStatus, ServiceForm, ServiceMode, YesNo


class ProductForm(SectionForm):
    in_list = "products"
    asked_if: ClassVar = dict.fromkeys(("permit_number", "permit_holder"), asked_if("permit", Permit.ICP))

    name = questions.short(
        _("Product name"),
        _("Enter the product name"),
        most=100,
        hint=_("As users see it. It will appear in the public registry."),
        example="澜亭影像",
    )
    forms = questions.some_of(ServiceForm, _("Form"), _("Select the form of the product"))
    address = questions.short(
        _("Where users reach it"),
        _("Enter where users reach the product"),
        most=300,
        hint=_("The web address of a website; otherwise the store and the name or number there."),
        example="https://lanting.example",
    )
    status = questions.one_of(ProductStatus, _("Status"), _("Select the status of the product"))
    audience = questions.some_of(Audience, _("Whom it serves"), _("Select whom the product serves"))
    real_name = questions.one_of(
        YesNo,
        _("Must users prove their identity?"),
        _("Select whether users must prove their identity"),
        hint=_("Real-name verification by telephone number, identity number or credit code."),
    )
    permit = questions.one_of(Permit, _("Permit to run the site or app"), _("Select the permit to run the site or app"))
    permit_number = questions.short(_("ICP number"), _("Enter the ICP number"), most=60, example="浙ICP备12345678号-1")
    permit_holder = questions.short(
        _("Holder of the ICP number"),
        _("Enter the holder of the ICP number"),
        most=100,
        hint=_("It must be the company that files the algorithm."),
    )

    @property
    def helper(self) -> PortalHelper:
        numbered = [Question("permit_number", width=30), Question("permit_holder")]
        return PortalHelper(
            Question("name"),
            Question("forms", columns=True),
            Question("address"),
            Question("status", inline=True),
            Question("audience"),
            Question("real_name", inline=True),
            Revealing("permit", {Permit.ICP.value: numbered}),
            tag=False,
        )


class FunctionForm(SectionForm):
    """``product`` is the key of a row of the products."""

    in_list = "functions"

    product = forms.ChoiceField(
        label=_("Product"),
        widget=forms.Select,
        error_messages={"required": _("Select the product"), "invalid_choice": _("Select the product")},
    )
    name = questions.short(_("Name of the function"), _("Enter the name of the function"), most=100, example="照片修复")
    path = questions.long(
        _("How to reach it"),
        _("Enter how to reach the function"),
        most=500,
        rows=3,
        hint=_("The steps from opening the product, one on each line."),
        example="打开应用\n点击“修复”\n上传照片",
    )
    introduction = questions.long(
        _("What it does"), _("Enter what the function does"), most=500, hint=_("What users put in and what they get.")
    )

    def _of(self, filing: Subject, documents: Documents) -> Self:
        super()._of(filing, documents)
        products = rows.of(filing.surroundings, ProductForm.in_list)
        offered: Any = self.fields["product"]
        offered.choices = [("", _("Select a product")), *((row["row"], row.get("name") or "—") for row in products)]
        return self

    @classmethod
    def named(cls, answers: Mapping[str, Any]) -> Mapping[str, Mapping[str, str]]:
        return {"product": {row["row"]: row.get("name", "") for row in rows.of(answers, ProductForm.in_list)}}

    @property
    def helper(self) -> PortalHelper:
        return PortalHelper(
            Question("product"), Question("name"), Question("path"), Question("introduction"), tag=False
        )


class ServiceModeForm(SectionForm):
    service_modes = questions.some_of(
        ServiceMode, _("How you supply the technology"), _("Select how you supply the technology")
    )
    service_clients = questions.long(
        _("Which companies use it"),
        _("Enter which companies use it"),
        most=500,
        rows=3,
        hint=_("Their branch and number, and the largest by name. It is not published."),
        example="服务于电商与教育行业的 40 余家企业客户。",
    )
    service_address = questions.short(
        _("Where its documentation stands"),
        _("Enter where the documentation stands"),
        most=300,
        hint=_("The web address of the interface or its documentation; of a private deployment, how it is delivered."),
        example="https://open.lanting.example/docs",
    )
    service_limits = questions.long(
        _("How misuse by clients is prevented"),
        _("Enter how you prevent misuse by clients"),
        most=500,
        rows=3,
        hint=_("Checks before a contract, limits on calls, duties in the contract, stopping the service."),
    )

    @property
    def helper(self) -> PortalHelper:
        return PortalHelper(
            Question("service_modes", columns=True),
            Question("service_clients"),
            Question("service_address"),
            Question("service_limits"),
            tag=False,
        )
