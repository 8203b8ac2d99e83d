"""What the cancellation of a published filing asks.

Source: 互联网信息服务算法推荐管理规定, art. 24 ¶3: with proper arrangements (妥善安排) for users.
"""

from django.utils.translation import gettext_lazy as _

from filings.definitions.section import Section
from filings.forms.cancellation import CancellationForm

SECTIONS = (
    Section(
        "end-of-service",
        _("About the end of the service"),
        _("End of the service"),
        CancellationForm,
        advice=(
            _("A cancellation is due within 20 working days of the end of the service."),
            _("Users know in time what becomes of their data and of what they have paid."),
            _("The entry stays in the registry, marked as cancelled. Its number is not used again."),
        ),
    ),
)
