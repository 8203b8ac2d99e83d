"""The choices that the form offers."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Domain(TextChoices):
    """What an algorithm generates or edits. Source: 互联网信息服务深度合成管理规定, art. 23.

    The article has images and video in one class.
    """

    TEXT = "text", _("Text or dialogue")
    SPEECH = "speech", _("Speech")
    AUDIO = "audio", _("Music or other sound")
    BIOMETRIC = "biometric", _("Faces or bodies")
    IMAGE = "image", _("Images")
    VIDEO = "video", _("Video")
    SCENE = "scene", _("3D or virtual scenes")


class ServiceForm(TextChoices):
    """In what form a product is offered, as the official lists tell them apart."""

    WEBSITE = "website", _("Website")
    APP = "app", _("App")
    MINI_PROGRAM = "mini_program", _("Mini program")
    PUBLIC_ACCOUNT = "public_account", _("Public account")
    OTHER = "other", _("Other")


# The words of the official lists: what is published is in Chinese, whatever language the applicant reads.
PUBLISHED_FORMS = {
    ServiceForm.WEBSITE: "网站",
    ServiceForm.APP: "APP",
    ServiceForm.MINI_PROGRAM: "小程序",
    ServiceForm.PUBLIC_ACCOUNT: "公众账号",
    ServiceForm.OTHER: "其他",
}


class EntityType(TextChoices):
    """What a filer is (主体类型)."""

    ENTERPRISE = "enterprise", _("Enterprise")
    SOLE_TRADER = "sole_trader", _("Sole trader")
    PUBLIC_INSTITUTION = "public_institution", _("Public institution")
    GOVERNMENT_BODY = "government_body", _("Government body")
    SOCIAL_ORGANISATION = "social_organisation", _("Social organisation")
    OTHER = "other", _("Other")


class CertificateType(TextChoices):
    """By what it is registered (证件类型)."""

    BUSINESS_LICENCE = "business_licence", _("Business licence")
    INSTITUTION = "institution", _("Certificate of a public institution")
    SOCIAL_ORGANISATION = "social_organisation", _("Certificate of a social organisation")
    OTHER = "other", _("Other certificate")


class CertificateTerm(TextChoices):
    UNTIL = "until", _("Until a date")
    NO_END = "no_end", _("No end date (长期)")


class IdType(TextChoices):
    """By what a person shows who they are."""

    RESIDENT = "resident", _("Resident identity card (居民身份证)")
    PASSPORT = "passport", _("Passport")
    HONG_KONG_MACAO = "hong_kong_macao", _("Travel permit for Hong Kong and Macao residents")
    TAIWAN = "taiwan", _("Travel permit for Taiwan residents")
    OTHER = "other", _("Other document")


class YesNo(TextChoices):
    YES = "yes", _("Yes")
    NO = "no", _("No")


class LaunchStatus(TextChoices):
    """Whether the service is provided already (上线情况)."""

    LAUNCHED = "launched", _("Launched")
    NOT_LAUNCHED = "not_launched", _("Not launched yet")


class Technology(TextChoices):
    """The six classes of deep-synthesis technology. Source: 互联网信息服务深度合成管理规定, art. 23."""

    TEXT = "text", _("Text")
    SPEECH = "speech", _("Speech")
    SOUND = "sound", _("Music and other sound")
    BIOMETRIC = "biometric", _("Faces, bodies and other biometric features")
    IMAGE = "image", _("Images and video without biometric features")
    SCENE = "scene", _("Digital humans and virtual scenes")


class Application(TextChoices):
    """In which field an algorithm is applied (应用领域), after the words of the official lists."""

    TEXT = "text", _("Text generation")
    DIALOGUE = "dialogue", _("Dialogue")
    TRANSLATION = "translation", _("Translation")
    CODE = "code", _("Program code")
    IMAGE = "image", _("Image generation and editing")
    VIDEO = "video", _("Video generation and editing")
    SPEECH = "speech", _("Speech synthesis")
    MUSIC = "music", _("Music and sound")
    DIGITAL_HUMAN = "digital_human", _("Digital humans")
    SCENE = "scene", _("Virtual scenes")
    OTHER = "other", _("Other")


class Modality(TextChoices):
    """What goes in or comes out (模态)."""

    TEXT = "text", _("Text")
    IMAGE = "image", _("Image")
    AUDIO = "audio", _("Audio")
    VIDEO = "video", _("Video")
    SCENE = "scene", _("3D or virtual scene")


class DatasetOrigin(TextChoices):
    OPEN = "open", _("Open-source data set")
    OWN = "own", _("Built by ourselves")
    OTHER = "other", _("Bought or licensed")


class ModelOrigin(TextChoices):
    OWN = "own", _("Developed by ourselves")
    OPEN = "open", _("Open source")
    THIRD_PARTY = "third_party", _("Supplied by a third party")


class ReviewMode(TextChoices):
    """Who looks at what goes in and comes out."""

    MACHINE = "machine", _("Machine")
    HUMAN = "human", _("People")


class Risk(TextChoices):
    """What may go wrong with an algorithm, as the self-assessment report tells it (风险研判)."""

    MISUSE = "misuse", _("Misuse by users")
    EXPLOITATION = "exploitation", _("Malicious exploitation")
    VULNERABILITY = "vulnerability", _("Vulnerabilities")
    UNLAWFUL_CONTENT = "unlawful_content", _("Unlawful or harmful content is generated, stored or spread")
    DATA_LEAK = "data_leak", _("Data leaks")
    OTHER = "other", _("Other")


class ProductStatus(TextChoices):
    ONLINE = "online", _("Online")
    TESTING = "testing", _("In testing")
    PLANNED = "planned", _("Planned")


class Audience(TextChoices):
    """Whom a product serves (服务对象)."""

    PUBLIC = "public", _("The general public")
    MINORS = "minors", _("Minors in particular")
    COMPANIES = "companies", _("Companies and organisations")


class Permit(TextChoices):
    """What a product needs before it may be offered (前置许可)."""

    NONE = "none", _("None")
    ICP = "icp", _("ICP filing or licence (ICP备案/许可证)")


class ServiceMode(TextChoices):
    """How a technical supporter supplies its technology (技术服务方式)."""

    API = "api", _("API")
    SDK = "sdk", _("SDK")
    PRIVATE = "private", _("Private deployment")
    OTHER = "other", _("Other")
