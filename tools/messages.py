"""The message catalogues, without system gettext: Babel reads what Django's ``templatize`` makes of a template.

python -m tools.messages extract    bring locale/ up to date with the code
python -m tools.messages compile    write the .mo files that Django reads
python -m tools.messages check      fail on a missing, fuzzy, stale or broken message
"""

import io
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import django
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir, extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "locale"
LANGUAGES = ["zh_Hans"]
PROJECT = "algorithm-filing-portal"
KEYWORDS: dict[str, tuple | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PYTHON_ROOMS = [
    "accounts", "audit", "config", "deadlines", "demo", "design",
    "divisions", "filings", "notifications", "registry", "reviews",
]  # fmt: skip
# One fixed day: a date that moved with each extraction would be a change in every commit.
UNDATED = datetime(2026, 1, 1, tzinfo=UTC)


def extract_template(fileobj: io.BufferedIOBase, keywords, comment_tags, options) -> Iterator[tuple]:
    """A Babel extraction method for Django templates."""
    # What is left of the markup is indented at will, which Python's tokenizer would refuse.
    source = "\n".join(line.lstrip() for line in templatize(fileobj.read().decode()).splitlines())
    return extract_python(io.BytesIO(source.encode()), keywords, comment_tags, {"encoding": "utf-8"})


def extracted() -> Catalog:
    """Return the messages of all code and templates, in a catalogue without translations."""
    catalog = Catalog(project=PROJECT, charset="utf-8", creation_date=UNDATED)
    places: list[tuple[str, Any]] = [(room, [("**.py", "python")]) for room in PYTHON_ROOMS]
    places.append(("templates", [("**.html", extract_template), ("**.txt", extract_template)]))
    for place, methods in places:
        found = extract_from_dir(ROOT / place, methods, keywords=KEYWORDS, comment_tags=("Translators:",))
        for filename, _line, message, comments, context in found:
            catalog.add(message, None, [(f"{place}/{filename}", 0)], auto_comments=comments, context=context)
    return catalog


def path_of(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def stored(language: str) -> Catalog:
    path = path_of(language)
    if not path.exists():
        return Catalog(
            locale=language,
            project=PROJECT,
            header_comment=f"# What the portal says, in {language}.",
            copyright_holder=PROJECT,
            msgid_bugs_address=PROJECT,
            last_translator=PROJECT,
            language_team=PROJECT,
            charset="utf-8",
            fuzzy=False,
            creation_date=UNDATED,
            revision_date=UNDATED,
        )
    with path.open("rb") as file:
        return read_po(file, locale=language)


def extract() -> None:
    fresh = extracted()
    for language in LANGUAGES:
        catalog = stored(language)
        catalog.update(fresh, no_fuzzy_matching=True, update_header_comment=False)
        catalog.creation_date = catalog.revision_date = UNDATED
        catalog.obsolete.clear()
        path = path_of(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_po(file, catalog, width=110, sort_by_file=True, include_lineno=False)
        waiting = sum(1 for message in catalog if message.id and not is_translated(message))
        print(f"{language}: {len(catalog)} messages, {waiting} to translate")


def compile_all() -> None:
    for language in LANGUAGES:
        path = path_of(language)
        target = path.with_suffix(".mo")
        if path.exists() and not (target.exists() and target.stat().st_mtime >= path.stat().st_mtime):
            with target.open("wb") as file:
                write_mo(file, stored(language))


def is_translated(message: Message) -> bool:
    texts = message.string if isinstance(message.string, tuple | list) else [message.string]
    return all(texts)


def problems(fresh: Catalog, catalog: Catalog) -> Iterator[str]:
    """Yield a line for each message of ``catalog`` that is not what ``fresh`` asks for."""
    for message in fresh:
        if not message.id:
            continue
        own = catalog.get(message.id, message.context)
        if own is None:
            yield f"missing: {message.id!r}"
        elif not is_translated(own):
            yield f"not translated: {message.id!r}"
        elif own.fuzzy:
            yield f"fuzzy: {message.id!r}"
        else:
            yield from (f"{error}: {message.id!r}" for error in own.check(catalog))
    for message in catalog:
        if message.id and fresh.get(message.id, message.context) is None:
            yield f"stale: {message.id!r}"


def check() -> int:
    found = [f"{language}: {line}" for language in LANGUAGES for line in problems(extracted(), stored(language))]
    print("\n".join(found) if found else "All messages are translated.")
    return 1 if found else 0


def main(argv: list[str]) -> int:
    settings.configure(USE_I18N=True)
    django.setup()
    match argv:
        case ["extract"]:
            extract()
        case ["compile"]:
            compile_all()
        case ["check"]:
            return check()
        case _:
            print(__doc__)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
