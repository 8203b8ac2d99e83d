"""The algorithm's name: in form, report and published content, and among the company's others."""

import re
from collections.abc import Iterator

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from filings.checker.rule import Found, Severity, rule
from filings.checker.subject import Subject
from registry.spelling import key_of

# What is to bear the name, and what it is called in a sentence.
PAPERS = {"self_assessment": _("The self-assessment report"), "publication": _("The content to be published")}


def name_of(subject: Subject) -> str:
    return str(subject.answers.get("algorithm_name") or "").strip()


@rule(
    "name-in-papers",
    Severity.STOPS,
    asks=_(
        "The name of the algorithm in the form stands, to the character, in the report and in the published content."
    ),
    because=_("Known reason for a return: the names in form, report and published content differ."),
    about=PAPERS,
)
def name_in_papers(subject: Subject) -> Iterator[Found]:
    name = name_of(subject)
    for key, called in PAPERS.items():
        text = subject.texts.get(key) if name else None
        if text is not None and key_of(name).casefold() not in text:
            words = _("{paper} does not contain the name “{name}”. Use one name in the form and in all papers.")
            yield Found(key, format_lazy(words, paper=called, name=name))


@rule(
    "paper-unreadable",
    Severity.WARNS,
    asks=_("Report and published content have a text layer, so that they can be compared with the form."),
    because=_("A scan without text could not be checked: a reviewer reads it by eye."),
    about=PAPERS,
)
def paper_unreadable(subject: Subject) -> Iterator[Found]:
    for key, called in PAPERS.items():
        if key in subject.documents and subject.texts[key] is None:
            words = _("{paper} could not be checked: it has no text to read. Upload a PDF with text if you have one.")
            yield Found(key, format_lazy(words, paper=called))


@rule(
    "name-taken",
    Severity.WARNS,
    asks=_("No other filing of the company is about an algorithm of the same name."),
    because=_("In the official lists no company has two algorithms of one name; of two roles they end in -1 and -2."),
    about=["algorithm_name"],
)
def name_taken(subject: Subject) -> Iterator[Found]:
    if (name := name_of(subject)) and key_of(name) in subject.names_of_others:
        yield Found(
            "algorithm_name",
            _("Another filing of your company has this name. Give each its own, such as with -1 and -2 at the end."),
        )


@rule(
    "name-ending",
    Severity.WARNS,
    asks=_("The name of the algorithm ends in 算法, or in 算法 and a number."),
    because=_("All but a few of the names in the official lists do."),
    about=["algorithm_name"],
)
def name_ending(subject: Subject) -> Iterator[Found]:
    if (name := name_of(subject)) and not re.search(r"算法(-\d+)?$", key_of(name)):
        yield Found("algorithm_name", _("The name does not end in 算法, as the names in the registry do. Compare it."))
