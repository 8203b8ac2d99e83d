"""What goes in and comes out, against the file formats that are named for it."""

import re
from collections.abc import Iterator

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from filings.checker.rule import Found, Severity, rule
from filings.checker.subject import Subject
from filings.vocabulary import Modality

TEXT, IMAGE, AUDIO, VIDEO, SCENE = Modality
# What is in a file of this format; one of several kinds fits any of them. Of a format that is not here nothing is said.
KINDS: dict[str, frozenset[str]] = {
    **dict.fromkeys(["TXT", "DOC", "DOCX", "MD", "CSV", "HTML", "RTF", "XML"], frozenset({TEXT})),
    **dict.fromkeys(["JSON", "PDF"], frozenset({TEXT, IMAGE, SCENE})),
    **dict.fromkeys(["JPG", "JPEG", "PNG", "BMP", "TIFF", "TIF", "HEIC", "SVG"], frozenset({IMAGE})),
    **dict.fromkeys(["GIF", "WEBP"], frozenset({IMAGE, VIDEO})),
    **dict.fromkeys(["MP3", "WAV", "AAC", "FLAC", "M4A", "AMR", "PCM"], frozenset({AUDIO})),
    **dict.fromkeys(["OGG", "WEBM"], frozenset({AUDIO, VIDEO})),
    **dict.fromkeys(["MP4", "MOV", "AVI", "MKV", "FLV", "M3U8"], frozenset({VIDEO})),
    **dict.fromkeys(["OBJ", "FBX", "GLB", "GLTF", "STL", "PLY", "USDZ"], frozenset({SCENE})),
}
DIRECTIONS = {"input_modalities": "input_formats", "output_modalities": "output_formats"}
# Text is often typed and shown without any file.
IN_FILES = (IMAGE, AUDIO, VIDEO, SCENE)


def formats_in(text: str) -> list[str]:
    """Return the formats that are named, of those that are known."""
    named = re.findall(r"[a-z0-9]+", text.casefold())
    return [name for name in dict.fromkeys(word.upper() for word in named) if name in KINDS]


def given(subject: Subject) -> Iterator[tuple[str, list[str], list[str]]]:
    """Yield for each direction that is answered the field of its formats, the kinds chosen and the formats named."""
    for kinds, formats in DIRECTIONS.items():
        chosen, named = subject.answers.get(kinds) or [], subject.answers.get(formats)
        if chosen and isinstance(named, str) and named.strip():
            yield formats, chosen, formats_in(named)


@rule(
    "format-of-no-kind",
    Severity.STOPS,
    asks=_("Each file format fits one of the kinds of data that are selected."),
    because=_("Known reason for a return: kinds of data and file formats contradict each other."),
    about=DIRECTIONS.values(),
)
def format_of_no_kind(subject: Subject) -> Iterator[Found]:
    for key, chosen, named in given(subject):
        if odd := [name for name in named if KINDS[name].isdisjoint(chosen)]:
            words = _("{formats}: no such kind of data is selected. Select it, or take the format out.")
            yield Found(key, format_lazy(words, formats=", ".join(odd)))


@rule(
    "kind-without-format",
    Severity.WARNS,
    asks=_("For each kind of data that comes in files a file format is named."),
    because=_("Known reason for a return: kinds of data and file formats contradict each other."),
    about=DIRECTIONS.values(),
)
def kind_without_format(subject: Subject) -> Iterator[Found]:
    for key, chosen, named in given(subject):
        covered = frozenset[str]().union(*(KINDS[name] for name in named))
        for kind in IN_FILES:
            if kind in chosen and kind not in covered:
                words = _("No file format is named for the kind “{kind}”. Add one.")
                yield Found(key, format_lazy(words, kind=kind.label))
