"""One text in many spellings: what counts as the same when names are compared and words are searched.

Chinese text mixes full-width forms （ＡＢＣ） with half-width ones (ABC), and lists that were edited by hand hold
stray spaces and line breaks.
"""

import re
import unicodedata

# U+FF01 to U+FF5E stand for ! to ~.
FULL_WIDTH = "".join(chr(point) for point in range(0xFF01, 0xFF5F))
HALF_WIDTH = "".join(chr(point - 0xFEE0) for point in range(0xFF01, 0xFF5F))
_TO_HALF_WIDTH = str.maketrans(FULL_WIDTH, HALF_WIDTH)

_NOT_TEXT = {"Cc", "Cf", "Cs", "Co", "Cn"}
_GAP_IN_CHINESE = re.compile(r"(?<=[^\x00-\xff]) (?=[^\x00-\xff])")
_GAP_BESIDE_CHINESE = re.compile(r"(?<=[^\x00-\xff]) | (?=[^\x00-\xff])|(?<=\)) | (?=\()")
_BREAK_BESIDE_CHINESE = re.compile(r"(?<=[^\x00-\xff])[ ]*\n[ ]*|[ ]*\n[ ]*(?=[^\x00-\xff])")


def half_width(text: str) -> str:
    return text.translate(_TO_HALF_WIDTH)


def folded(text: str) -> str:
    """Half-width and lower case, letter by letter as PostgreSQL's builtin locale does it.

    Not ``str.lower``: it looks at the neighbours of a Greek sigma, and makes two letters of a dotted capital I.
    """
    return "".join(letter.lower()[0] for letter in half_width(text))


def key_of(name: str) -> str:
    """``name`` as it is compared with another: half-width, without spaces."""
    return "".join(half_width(name).split())


def visible(text: str) -> str:
    """``text`` with a space in place of control characters, invisible marks and halves of characters."""
    return "".join(" " if unicodedata.category(letter) in _NOT_TEXT else letter for letter in text)


def tidy(text: str) -> str:
    """``text`` on one line, without the spaces and breaks that stray between Chinese characters."""
    lines = (" ".join(visible(line).split()) for line in text.splitlines())
    joined = _BREAK_BESIDE_CHINESE.sub("", "\n".join(line for line in lines if line))
    return _GAP_IN_CHINESE.sub("", joined.replace("\n", " "))


def tidy_name(name: str) -> str:
    """The name of a company or an algorithm: ``tidy``, and no space beside a Chinese letter or outside a bracket."""
    return _GAP_BESIDE_CHINESE.sub("", tidy(name))
