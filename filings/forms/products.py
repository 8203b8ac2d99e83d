"""The products that use the algorithm: asked of service providers, at least one."""

from typing import Any, Self

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from design.layout import PortalHelper, Question
from filings.forms.base import Documents, faults_of, tidy_draft
from filings.models import Filing
from filings.vocabulary import ServiceForm

MOST = 50


class ProductForm(forms.Form):
    name = forms.CharField(
        label=_("Product name"),
        max_length=100,
        error_messages={
            "required": _("Enter the product name"),
            "max_length": _("The product name must be 100 characters or fewer"),
        },
    )
    forms = forms.MultipleChoiceField(
        label=_("Form"),
        help_text=_("Select all that apply."),
        choices=ServiceForm.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Select the form of the product"),
            "invalid_choice": _("Select the form of the product"),
        },
    )

    @property
    def helper(self) -> PortalHelper:
        return PortalHelper(Question("name"), Question("forms", columns=True), tag=False)

    def answer(self) -> dict[str, Any]:
        """Return the product as it is kept, {"name", "forms"}: tidy where it is right, else as it was typed."""
        self.is_valid()
        typed = {"name": self["name"].data or "", "forms": self["forms"].data or []}
        return {key: self.cleaned_data.get(key) or tidy_draft(value) for key, value in typed.items()}


class BaseProductFormSet(forms.BaseFormSet):
    """A form for each product; rows left empty are no products, nor is the one whose Remove was pressed."""

    removed = ""

    default_error_messages = {
        "too_many_forms": _("A filing can name up to %(num)d products"),
        "missing_management_form": _("The page was sent incompletely. Open it again and save once more."),
    }

    @classmethod
    def blank(cls, filing: Filing, documents: Documents) -> Self:
        products = filing.answers.get("products", [])
        formset = cls(initial=products, prefix="products")
        formset.extra = 0 if products else 1
        return formset

    @classmethod
    def sent(cls, filing: Filing, documents: Documents, data: Any, files: Any = None) -> Self:
        formset = cls(data, prefix="products")
        formset.removed = data.get("remove", "")
        return formset

    @classmethod
    def saved(cls, filing: Filing, documents: Documents) -> Self:
        products = filing.answers.get("products", [])
        data: dict[str, Any] = {"products-TOTAL_FORMS": len(products), "products-INITIAL_FORMS": 0}
        for n, product in enumerate(products):
            data |= {f"products-{n}-{key}": value for key, value in product.items()}
        return cls(data, prefix="products")

    @classmethod
    def documents_asked(cls) -> tuple[str, ...]:
        return ()

    @classmethod
    def labels(cls) -> dict[str, str]:
        return {"products": str(_("Products"))}

    @classmethod
    def kept_in(cls, filing: Filing) -> dict[str, Any]:
        return {key: filing.answers[key] for key in ("products",) if key in filing.answers}

    @classmethod
    def not_asked(cls, answers: Any) -> frozenset[str]:
        return frozenset()

    def now_saved(self) -> None:
        """Products are public: whatever was typed is shown again."""

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        return {**super().get_form_kwargs(index), "empty_permitted": True}

    def clean(self) -> None:
        if self.management_form.is_valid() and not self.products():
            raise ValidationError(_("Add at least one product"), code="none")

    def products(self) -> list[dict[str, Any]]:
        rows = (form for n, form in enumerate(self.forms) if str(n) != self.removed)
        return [form.answer() for form in rows if form.has_changed()]

    def answers(self) -> dict[str, Any]:
        """Return the products to keep; nothing at all where the page was sent incompletely."""
        return {"products": self.products()} if self.management_form.is_valid() else {}

    def faults(self) -> list[str]:
        return [fault for form in self.forms for fault in faults_of(form)]


ProductFormSet = forms.formset_factory(
    ProductForm, formset=BaseProductFormSet, extra=0, max_num=MOST, absolute_max=MOST + 1, validate_max=True
)
