"""What a change of a published filing asks: what changes and why, the sections that change, and what the public reads.
Source: 互联网信息服务算法推荐管理规定, art. 24."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from filings.definitions.section import Section
from filings.forms import change

WHAT_CHANGES = "what-changes"
REMARK = "public-remark"


def of(sections: Iterable[Section]) -> tuple[Section, ...]:
    """Return the sections of a change of what these ask."""
    sections = tuple(sections)
    return (
        Section(
            WHAT_CHANGES,
            _("About the change"),
            _("What changes, and why"),
            change.form_for([(section.key, section.title) for section in sections if not section.follows], sections),
            advice=(
                _("Only what is ticked is asked. The rest stays as it is published."),
                _("A change is filed within 10 working days. A late one is accepted all the same."),
                _("The role and the filing number never change."),
            ),
            is_of_change=True,
        ),
        *sections,
        Section(
            REMARK,
            _("About the change"),
            _("What the public reads"),
            change.RemarkForm,
            advice=(
                _("It says what changed, in Chinese, as the remarks of the official lists do."),
                _("Nothing in it is a trade secret: it will be public."),
            ),
            is_of_change=True,
        ),
    )
