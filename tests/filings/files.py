"""Good files and bad ones, made on the spot. Every bad one stands with the code of its refusal (see uploads.py)."""

import io
import random
import zipfile
import zlib
from collections.abc import Callable, Iterator

import pikepdf
from PIL import Image

from demo.documents import paper
from tests.filings.factories import make_pdf

MB = 1024 * 1024
Good = tuple[str, bytes]
Bad = tuple[str, bytes, str]  # name, content, code


# --- PDFs ------------------------------------------------------------------------------------------------------------


def written(objects: list[bytes], *, version: bytes = b"1.4") -> bytes:
    """A PDF of these objects, of which the first is the catalogue."""
    pdf, places = b"%PDF-" + version + b"\n", []
    for n, body in enumerate(objects, 1):
        places.append(len(pdf))
        pdf += b"%d 0 obj%b endobj\n" % (n, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(pdf))
    return pdf + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + end


def with_catalogue(more: bytes) -> bytes:
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]>>"
    return written([b"<</Type/Catalog/Pages 2 0 R%b>>" % more, b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page])


def saved(pdf: pikepdf.Pdf, **how: object) -> bytes:
    target = io.BytesIO()
    pdf.save(target, **{"deterministic_id": "encryption" not in how} | how)
    return target.getvalue()


def blank(pages: int, **how: object) -> bytes:
    pdf = pikepdf.new()
    for _page in range(pages):
        pdf.add_blank_page()
    return saved(pdf, **how)


def encrypted(**passwords: object) -> bytes:
    return blank(1, encryption=pikepdf.Encryption(**passwords))


def with_stream(data: bytes, filters: list[str], **facts: object) -> bytes:
    """A PDF of one page beside which such a stream lies."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    stream = pdf.make_stream(data)
    if filters:
        stream.Filter = pikepdf.Array([pikepdf.Name(each) for each in filters])
    for name, value in facts.items():
        stream[f"/{name}"] = value
    pdf.Root.Beside = stream
    return saved(pdf, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)


def deflated(size: int, times: int = 1) -> bytes:
    packing = zlib.compressobj(9)
    data = b"".join(packing.compress(bytes(MB)) for _each in range(size // MB)) + packing.flush()
    for _time in range(times - 1):
        data = zlib.compress(data, 9)
    return data


def tree(depth: int) -> bytes:
    """A PDF whose one page lies that deep."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>"]
    for n in range(depth):
        objects.append(b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % (n + 3))
    return written([*objects, b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 300 200]>>" % (depth + 1)])


def archive() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as file:
        file.writestr("run.exe", b"MZ")
    return target.getvalue()


def updated(pdf: bytes) -> bytes:
    """The PDF with an update appended to it, as a signature is."""
    before = int(pdf.rpartition(b"startxref\n")[2].split()[0])
    added = b"6 0 obj<</Type/Note>> endobj\n"
    end = b"xref\n6 1\n%010d 00000 n \ntrailer<</Size 7/Root 1 0 R/Prev %d>>\n" % (len(pdf), before)
    return pdf + added + end + b"startxref\n%d\n%%%%EOF\n" % (len(pdf) + len(added))


# --- Images ----------------------------------------------------------------------------------------------------------


def image(kind: str, size: tuple[int, int] = (120, 80), mode: str = "RGB", **how: object) -> bytes:
    target = io.BytesIO()
    Image.new(mode, size, 1).save(target, kind, **how)
    return target.getvalue()


def animated() -> bytes:
    return image("PNG", save_all=True, append_images=[Image.new("RGB", (120, 80), 9)])


def of_size(width: int, height: int) -> bytes:
    """A PNG that says it is so large; its rows are missing."""
    good = image("PNG")
    head = b"IHDR" + width.to_bytes(4, "big") + height.to_bytes(4, "big") + good[24:29]
    return good[:12] + head + zlib.crc32(head).to_bytes(4, "big") + good[33:]


# --- The corpus ------------------------------------------------------------------------------------------------------


def good_pdfs() -> list[Good]:
    """40 PDFs as different producers write them."""
    report = make_pdf()
    found = [(f"{key} of the demonstration", paper(key, "F-2026-000001")) for key in ("commitment", "self_assessment")]
    found += [(f"{pages} pages", blank(pages)) for pages in (1, 2, 3, 10, 50, 100, 250, 499, 500)]
    found += [(f"version 1.{n}", report.replace(b"%PDF-1.4", b"%%PDF-1.%d" % n)) for n in range(8)]
    found += [(f"version 2.0, {pages} pages", blank(pages, force_version="2.0")) for pages in (1, 5)]
    found += [(f"object streams, {pages} pages", blank(pages, object_stream_mode=GENERATE)) for pages in (1, 20, 500)]
    found += [("linearised", blank(3, linearize=True)), ("normalised", blank(3, normalize_content=True))]
    found += [("a binary comment", report.replace(b"%PDF-1.4\n", b"%PDF-1.4\n", 1))]
    found += [
        (f"white space of {len(end)} at the end", report + end) for end in (b"\n", b"\r\n\r\n", b"\0" * 512, b" ")
    ]
    found += [("an update", updated(report)), ("text in full", make_pdf("All of " * 500))]
    found += [(f"nested {n} deep", with_catalogue(b"/Beside " + b"[" * n + b"]" * n)) for n in (10, 100)]
    found += [(f"tree {depth} deep", tree(depth)) for depth in (2, 20)]
    found += [(f"a stream of {size} MB", with_stream(deflated(size * MB), ["/FlateDecode"])) for size in (1, 64)]
    found += [("a photo", with_stream(image("JPEG"), ["/DCTDecode"], Subtype=pikepdf.Name.Image, Width=120, Height=80))]
    found += [("a stream as it is", with_stream(b"0" * 1000, []))]
    return found


GENERATE = pikepdf.ObjectStreamMode.generate


def bad_files() -> list[Bad]:
    """60 files that are refused."""
    report, png, jpeg = make_pdf(), image("PNG"), image("JPEG")
    flate, page = ["/FlateDecode"], pikepdf.Name.Image
    return [
        # Of another kind, whatever they are called.
        ("empty.pdf", b"", "empty"),
        ("empty.png", b"", "empty"),
        ("archive.pdf", archive(), "kind"),
        ("page.pdf", b"<!doctype html><script>alert(1)</script>", "kind"),
        ("programme.pdf", b"MZ" + bytes(200), "kind"),
        ("text.pdf", "自评估报告".encode(), "kind"),
        ("postscript.pdf", b"%!PS-Adobe-3.0", "kind"),
        ("half a word.pdf", b"%PD", "kind"),
        ("in lower case.pdf", report.replace(b"%PDF", b"%pdf", 1), "kind"),
        ("named as a picture.pdf", png, "kind"),
        ("report.docx", report, "kind"),
        ("report.pdf.exe", report, "kind"),
        ("report", report, "kind"),
        ("report.png", report, "kind"),
        ("picture.png", jpeg[1:], "kind"),
        ("moving.png", image("GIF"), "kind"),
        ("moving.gif", image("GIF"), "kind"),
        ("drawing.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "kind"),
        ("bitmap.jpg", image("BMP"), "kind"),
        ("web.jpg", image("WEBP"), "kind"),
        # Two kinds at once.
        ("archive before.pdf", archive() + report, "kind"),
        ("line before.pdf", b"\n" + report, "kind"),
        ("page before.pdf", b"<html>" + report, "kind"),
        ("archive behind.pdf", report + archive(), "polyglot"),
        ("page behind.pdf", report + b"<html><script>alert(1)</script>", "polyglot"),
        ("one byte behind.pdf", report + b"x", "polyglot"),
        ("picture behind.pdf", report + png, "polyglot"),
        ("archive with a comment.pdf", report + archive()[:-2] + b"\x06\0%%EOF\n", "polyglot"),
        ("archive behind.png", png + archive(), "polyglot"),
        ("page behind.png", png + b"<html>", "polyglot"),
        ("archive behind.jpg", jpeg + archive(), "polyglot"),
        ("page behind.jpg", jpeg + b"<?php", "polyglot"),
        ("report behind.jpg", jpeg + report, "polyglot"),
        # Locked.
        ("asks for a password.pdf", encrypted(user="open", owner="all"), "encrypted"),
        ("opens for reading.pdf", encrypted(user="", owner="all"), "encrypted"),
        ("old lock.pdf", encrypted(user="open", owner="all", R=3, aes=False, metadata=False), "encrypted"),
        ("new lock.pdf", encrypted(user="", owner="all", R=6), "encrypted"),
        # Cut off or damaged.
        ("begins only.pdf", b"%PDF-1.7\n" + b"nothing follows " * 50, "broken"),
        ("end missing.pdf", report[:-30], "broken"),
        ("half.pdf", report[: len(report) // 2], "broken"),
        ("half with an end.pdf", report[: len(report) // 2] + b"\n%%EOF\n", "broken"),
        ("without a table.pdf", report.replace(b"xref\n0 6", b"xxxx\n0 6"), "broken"),
        ("table elsewhere.pdf", report.replace(b"startxref\n", b"startxref\n9"), "broken"),
        ("without a catalogue.pdf", report.replace(b"/Root 1 0 R", b"/Rot 1 0 R "), "broken"),
        ("without a page.pdf", blank(0), "broken"),
        ("pages in a ring.pdf", report.replace(b"/Kids[3 0 R]", b"/Kids[2 0 R]"), "broken"),
        ("half.png", png[: len(png) // 2], "broken"),
        ("end missing.png", png[:-12], "broken"),
        ("wrong sum.png", png[:40] + b"xx" + png[42:], "broken"),
        ("half.jpg", jpeg[: len(jpeg) // 2], "broken"),
        ("end missing.jpg", jpeg[:-2], "broken"),
        # More than can be taken.
        ("501 pages.pdf", blank(501), "long"),
        ("tree of 2000.pdf", tree(2000), "broken"),
        ("nested 5000 deep.pdf", with_catalogue(b"/Beside " + b"[" * 5000 + b"]" * 5000), "broken"),
        ("400 MB in one stream.pdf", with_stream(deflated(400 * MB), flate), "bomb"),
        ("packed twice.pdf", with_stream(deflated(400 * MB, 2), flate * 2), "bomb"),
        ("very wide.pdf", with_stream(b"x", flate, Subtype=page, Width=60_000, Height=60_000), "bomb"),
        ("very wide.png", of_size(60_000, 60_000), "bomb"),
        ("over the limit.png", of_size(8_001, 5_000), "bomb"),
        ("moves.png", animated(), "animated"),
    ]


# --- Mutations -------------------------------------------------------------------------------------------------------


def _flipped(content: bytearray, chance: random.Random) -> bytes:
    for _each in range(chance.randint(1, 20)):
        content[chance.randrange(len(content))] = chance.randrange(256)
    return bytes(content)


def _cut(content: bytearray, chance: random.Random) -> bytes:
    return bytes(content[: chance.randrange(1, len(content))])


def _inserted(content: bytearray, chance: random.Random) -> bytes:
    place = chance.randrange(len(content))
    content[place:place] = chance.randbytes(chance.randint(1, 200))
    return bytes(content)


def _prefixed(content: bytearray, chance: random.Random) -> bytes:
    return chance.randbytes(chance.randint(1, 8)) + bytes(content)


def _repeated(content: bytearray, chance: random.Random) -> bytes:
    begin = chance.randrange(len(content))
    part = content[begin : begin + chance.randint(1, 300)]
    return bytes(content[:begin] + part * chance.randint(2, 50) + content[begin:])


def _missing(content: bytearray, chance: random.Random) -> bytes:
    begin = chance.randrange(len(content))
    del content[begin : begin + chance.randint(1, 300)]
    return bytes(content)


def _numbered(content: bytearray, chance: random.Random) -> bytes:
    """A digit becomes another: lengths, places and counts are wrong."""
    digits = [place for place, byte in enumerate(content) if 0x30 <= byte <= 0x39]
    for place in chance.sample(digits, min(3, len(digits))):
        content[place] = chance.choice(b"0123456789")
    return bytes(content)


MUTATIONS: list[Callable[[bytearray, random.Random], bytes]] = [
    *(_flipped, _cut, _inserted, _prefixed, _repeated, _missing, _numbered)
]


def mutated(count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """Yield names and contents of so many damaged PDFs."""
    chance = random.Random(seed)
    whole = [
        make_pdf(),
        blank(3, object_stream_mode=GENERATE),
        updated(make_pdf()),
        paper("commitment", "F-1"),
        tree(9),
    ]
    for n in range(count):
        yield f"{n}.pdf", chance.choice(MUTATIONS)(bytearray(chance.choice(whole)), chance)
