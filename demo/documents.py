"""A report to file: one page, made on the spot."""

from io import BytesIO

import pikepdf

LINES = ["Self-assessment report of algorithm security", "Demonstration document of the filing"]


def self_assessment(reference: str) -> bytes:
    """Return a one-page PDF that names the filing."""
    lines = [*LINES, reference]
    words = " ".join(f"({line}) Tj 0 -28 Td" for line in lines)
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(595, 842))
    font = pdf.make_indirect(
        pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    )
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    page.Contents = pdf.make_stream(f"BT /F1 18 Tf 72 720 Td {words} ET".encode())
    target = BytesIO()
    pdf.save(target, deterministic_id=True)
    return target.getvalue()
