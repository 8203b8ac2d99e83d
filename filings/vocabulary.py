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
