"""Papers to file: one page each, made on the spot."""

from io import BytesIO

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from filings import uploads

TITLES = {
    "self_assessment": "Self-assessment report of algorithm security",
    "publication": "Content to be published",
    "filing_commitment": "Commitment for this algorithm",
    "explicit_label_screenshot": "The label that users see",
    "implicit_label_screenshot": "The label in the file",
    "security_assessment": "Security assessment of models and templates",
    "certificate_scan": "Business licence",
    "officer_employment": "Proof of employment",
    "commitment": "Commitment to the filing of algorithms",
    "duty_statement": "Statement on duties for the security of algorithms",
}


def uploaded(key: str, reference: str, kind: uploads.Kind) -> SimpleUploadedFile:
    """Return the document ``key`` as a browser sends it."""
    name = key.replace("_", "-")
    if kind is uploads.IMAGE:
        return SimpleUploadedFile(f"{name}.png", picture(key))
    return SimpleUploadedFile(f"{name}.pdf", paper(key, reference))


def picture(key: str) -> bytes:
    """Return a screenshot: a dark bar, as a label is, on a plain picture; another for each ``key``."""
    shot = Image.new("RGB", (640, 400), (232, 238, 238))
    shot.paste((20, 70, 82), (40, 340, 40 + 12 * len(key), 372))
    target = BytesIO()
    shot.save(target, "PNG")
    return target.getvalue()


def paper(key: str, reference: str) -> bytes:
    """Return the document ``key``, a one-page PDF that names the filing."""
    lines = [TITLES[key], "Demonstration document of the filing", reference]
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
