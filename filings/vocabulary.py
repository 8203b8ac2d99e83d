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
