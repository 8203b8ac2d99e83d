"""All rules, in the order in which they are listed."""

from collections.abc import Mapping

from filings.checker import consistency, evidence, formats, naming, wording
from filings.checker.rule import Rule

RULES: tuple[Rule, ...] = (
    naming.name_in_papers,
    naming.paper_unreadable,
    naming.name_taken,
    naming.name_ending,
    formats.format_of_no_kind,
    formats.kind_without_format,
    consistency.products_in_report,
    evidence.permit_holder,
    evidence.supplier_evidence,
    evidence.supplier_cancelled,
    evidence.supplier_unknown,
    evidence.label_screenshots,
    consistency.late_without_reason,
    consistency.late,
    consistency.launch_contradicted,
    consistency.users_contradicted,
    wording.blank_text,
    wording.left_over,
    wording.left_over_in_papers,
    wording.copied_example,
    wording.copied_text,
)
BY_KEY: Mapping[str, Rule] = {rule.key: rule for rule in RULES}
