"""The second version of the form: all of the regulator's data dictionary (算法信息, 产品及功能信息, 技术服务方式)."""

from django.utils.translation import gettext_lazy as _

from filings.definitions.section import ListSection, Section
from filings.forms.conditions import asked_if
from filings.forms.second import basics, data, model, papers, safeguards, service
from filings.models import Filing
from filings.vocabulary import Technology

ABOUT_ALGORITHM = _("About the algorithm")
HOW_IT_WORKS = _("How it works")
SAFEGUARDS = _("What guards against misuse")
WHERE_IT_IS_USED = _("Where it is used")
PAPERS = _("Documents and publication")

SECTIONS = (
    Section(
        "algorithm",
        ABOUT_ALGORITHM,
        _("Name, role and launch"),
        basics.BasicsForm,
        advice=(
            _("The name matches the one in your self-assessment report, to the character."),
            _("One filing covers one algorithm in one role. File each separately."),
            _("The day of the launch is that of the product, not of the company."),
        ),
    ),
    Section(
        "technology",
        ABOUT_ALGORITHM,
        _("Technology and fields"),
        basics.TechnologyForm,
        advice=(
            _("The classes are those of article 23 of the rules on deep synthesis, and those in your report."),
            _("A wrong class is one of the commonest reasons for a return."),
        ),
    ),
    Section(
        "purpose",
        ABOUT_ALGORITHM,
        _("Purpose"),
        basics.PurposeForm,
        advice=(
            _("The purpose can be read by someone who is not an engineer."),
            _("It says what goes in and what comes out, and does not advertise."),
        ),
    ),
    Section(
        "introduction",
        ABOUT_ALGORITHM,
        _("Introduction"),
        basics.IntroductionForm,
        advice=(
            _("The steps are technical facts, not the words of a brochure."),
            _("The number of users does not contradict your report."),
        ),
    ),
    Section(
        "data",
        HOW_IT_WORKS,
        _("Data that goes in and comes out"),
        data.DataForm,
        advice=(
            _("File formats fit the kinds of data that are selected."),
            _("Voices and faces are biometric features, in what users upload too."),
        ),
    ),
    ListSection(
        "training-data",
        HOW_IT_WORKS,
        _("Training data"),
        data.DatasetForm,
        advice=(
            _("Every data set is listed, that of the model beneath among them where it is known."),
            _("Source and licence can be checked."),
        ),
        row=_("Data set"),
        add=_("Add a data set"),
        missing=_("Add at least one data set"),
        columns=("name", "origin", "size"),
        most=30,
    ),
    ListSection(
        "model",
        HOW_IT_WORKS,
        _("Models"),
        model.ModelForm,
        advice=(
            _("A model of a third party comes with its filing number and the contract."),
            _("The name is the one under which the supplier filed it."),
        ),
        row=_("Model"),
        add=_("Add a model"),
        missing=_("Add at least one model"),
        columns=("name", "origin"),
        most=20,
    ),
    Section(
        "review",
        SAFEGUARDS,
        _("Checks of content"),
        safeguards.ReviewForm,
        advice=(_("Input and output are told apart."), _("It is said what happens to what is found.")),
    ),
    Section(
        "labels",
        SAFEGUARDS,
        _("Labels"),
        safeguards.LabelsForm,
        advice=(
            _("The screenshots show the label on a real result, and the metadata of a real file."),
            _("Label materials must be supplied with the filing (labelling measures, article 12)."),
        ),
    ),
    Section(
        "risks",
        SAFEGUARDS,
        _("Risks and countermeasures"),
        safeguards.RisksForm,
        advice=(
            _("Each risk of the report is here, with what is done against it."),
            _("“No risk” is not believed of any algorithm."),
        ),
    ),
    Section(
        "duties",
        SAFEGUARDS,
        _("Faces and voices"),
        safeguards.DutiesForm,
        asked_if=asked_if("technology", Technology.BIOMETRIC, Technology.SPEECH),
        follows="technology",
        advice=(
            _("The prompt is shown before a face or a voice is edited."),
            _("The assessment covers the models and templates in use today."),
        ),
    ),
    ListSection(
        "products",
        WHERE_IT_IS_USED,
        _("Products that use it"),
        service.ProductForm,
        roles=(Filing.Role.PROVIDER,),
        advice=(
            _("Names and forms are those that users see, and those in your report."),
            _("Every product that offers the algorithm is listed."),
            _("The holder of the ICP number is the company that files."),
        ),
        row=_("Product"),
        add=_("Add a product"),
        missing=_("Add at least one product"),
        columns=("name", "forms"),
        most=50,
    ),
    ListSection(
        "functions",
        WHERE_IT_IS_USED,
        _("Functions of the products"),
        service.FunctionForm,
        roles=(Filing.Role.PROVIDER,),
        follows="products",
        advice=(
            _("Somebody who follows the steps arrives at the function."),
            _("Each product has at least one."),
        ),
        row=_("Function"),
        add=_("Add a function"),
        missing=_("Add at least one function"),
        columns=("name", "product"),
        most=100,
    ),
    Section(
        "service",
        WHERE_IT_IS_USED,
        _("How the technology is supplied"),
        service.ServiceModeForm,
        roles=(Filing.Role.SUPPORTER,),
        advice=(
            _("The mode is that of the contracts."),
            _("A supporter that also offers a product to the public files a second time, as a provider."),
        ),
    ),
    Section(
        "publication",
        PAPERS,
        _("What will be published"),
        papers.PublicationForm,
        template="publication.html",
        advice=(
            _("Nothing in it is a trade secret: it will be public."),
            _("Name, purpose and products are those of this form."),
        ),
    ),
    Section(
        "documents",
        PAPERS,
        _("Report and commitment"),
        papers.PapersForm,
        advice=(
            _("The report is the one for your role, filled in to the last page."),
            _("It is signed by the algorithm security officer and carries the company seal."),
            _("No page is blank, and no text of the template is left over."),
        ),
    ),
    ListSection(
        "evidence",
        PAPERS,
        _("Further evidence"),
        papers.EvidenceForm,
        advice=(_("Licences, authorisations, test reports: what helps a reviewer to believe an answer."),),
        row=_("Document"),
        add=_("Add a document"),
        missing="",
        least=0,
        most=30,
    ),
)
