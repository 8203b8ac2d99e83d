"""The JSON Schema (2020-12) of what is filed, for each kind, role and version of the form; made from its definition.

It describes a filing as ``described`` puts a revision: {"kind", "role", "version", "answers": {field key: …},
"documents": [{"key", "name", "size" (bytes), "sha256"}]}. Fields have the stable keys of the form. An empty text stands
for a question that was not asked or not answered. ``x-visibility`` says who may read an answer, see visibility.py.

A change says everything, and asks only the sections that it opens: of the others it repeats what was approved, whatever
version of the form that was on.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from django import forms
from django.utils import translation

from design.fields import DatePartsField
from filings import rows, sections, visibility
from filings.answers import FACTS
from filings.forms.base import DocumentField
from filings.forms.conditions import AskedIf
from filings.models import Filing, Revision

Schema = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"
CHINESE = "zh-hans"
NO_ANSWER: Schema = {"const": ""}
ROW_KEY: Schema = {"type": "string", "pattern": "^[0-9a-f]{8}$|^[0-9]{1,3}$"}
DOCUMENT: Schema = {
    "type": "object",
    "properties": {
        "key": {"type": "string"},
        "name": {"type": "string"},
        "size": {"type": "integer", "minimum": 1},
        "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
    },
    "required": ["key", "name", "size", "sha256"],
    "additionalProperties": False,
}


def all_named() -> Iterator[tuple[str, str, int]]:
    """Yield the kind, role and version of each schema; a company's own details have the role ""."""
    for kind, versions in sections.VERSIONS.items():
        for version, parts in versions.items():
            for role in dict.fromkeys(role for part in parts for role in part.roles):
                yield kind, role, version


def name_of(kind: str, role: str, version: int) -> str:
    """Return the name under which it is served: initial-provider-2; entity--1, which has no role."""
    return f"{kind}-{role}-{version}"


@cache
def text_of(name: str) -> str:
    """Return the schema of this name as it is served and printed. Raises ``KeyError`` where there is none."""
    schemas = {name_of(*each): each for each in all_named()}
    return json.dumps(of(*schemas[name]), ensure_ascii=False, indent=2) + "\n"


def described(revision: Revision) -> Schema:
    """Return what a revision says as the schema of its kind, role and version has it."""
    facts = ("key", "name", "size", "sha256")
    return {
        "kind": revision.kind,
        "role": revision.role,
        "version": revision.version,
        "answers": revision.answers,
        "documents": [{fact: document[fact] for fact in facts} for document in revision.documents],
    }


def of(kind: str, role: str, version: int) -> Schema:
    """Raises ``KeyError`` where there is no such form."""
    parts = [part for part in sections.VERSIONS[kind][version] if role in part.roles]
    if not parts:
        raise KeyError(role)
    always = [part for part in parts if _is_always_put(kind, part)]
    properties: Schema = {
        "kind": {"const": kind},
        "role": {"const": role},
        "version": {"const": version},
        "answers": _answers(kind, parts),
        "documents": {"type": "array", "items": _document_of(parts), **_all_of(_files_needed(always))},
    }
    return {
        "$schema": DIALECT,
        "$id": f"urn:algorithm-filing:schema:{name_of(kind, role, version)}",
        **_titled("title", Filing.Kind(kind).label),
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
        **_all_of(_files_if_opened(parts) if kind == Filing.Kind.CHANGE else _files_if_asked(parts)),
    }


def _is_always_put(kind: str, part: sections.Section) -> bool:
    return kind != Filing.Kind.CHANGE or part.is_of_change


def _all_of(conditions: Iterable[Schema]) -> Schema:
    listed = list(conditions)
    return {"allOf": listed} if listed else {}


def _titled(name: str, words: Any) -> Schema:
    """Return ``words`` in English under ``name``, and in Chinese beside it; nothing of an empty text."""
    with translation.override("en"):
        english = str(words)
    with translation.override(CHINESE):
        chinese = str(words)
    return {name: english, f"x-{name}-zh-Hans": chinese} if english else {}


# --- Answers ---------------------------------------------------------------------------------------------------
def _answers(kind: str, parts: list[sections.Section]) -> Schema:
    """Return the object of all answers. Those to a section that is only asked of some are there for these alone."""
    properties: Schema = {} if kind == Filing.Kind.ENTITY else _facts_of_company()
    if kind == Filing.Kind.CANCELLATION:
        properties["algorithm_name"] = _taken_over()["algorithm_name"]
    required, conditions = list(properties), []
    for part in parts:
        found, always, asked = _of_part(part)
        if not _is_always_put(kind, part):
            conditions.append(_if_opened(part, parts))
            continue
        properties |= found
        conditions += asked
        if part.asked_if is None:
            required += always
        else:
            conditions.append(_if_put(part.asked_if, part, parts))
    if kind == Filing.Kind.CHANGE:
        properties = _taken_over() | properties
    properties.pop("role", None)  # it is the filing's own
    return {
        "type": "object",
        "properties": properties,
        "required": [key for key in required if key != "role"],
        "additionalProperties": False,
        **_all_of(conditions),
    }


def _of_part(part: sections.Section) -> tuple[Schema, list[str], list[Schema]]:
    return _of_list(part) if isinstance(part, sections.ListSection) else _of_form(part.form)


def _if_put(condition: AskedIf, part: sections.Section, parts: list[sections.Section]) -> Schema:
    """Return that the answers to a section that is only asked of some are there for these alone."""
    found, always, _asked = _of_part(part)
    return _if(condition, parts, {"required": always}, {"properties": dict.fromkeys(found, False)})


def _if_opened(part: sections.Section, parts: list[sections.Section]) -> Schema:
    """Return that the answers to a section of a change are right where it opens it."""
    found, always, asked = _of_part(part)
    needed: Schema = {}
    if part.asked_if:
        asked = [*asked, _if_put(part.asked_if, part, parts)]
    else:
        needed = {"required": [key for key in always if key != "role"]}
    return {"if": _opened(part), "then": {"properties": found, **needed, **_all_of(asked)}}


def _opened(part: sections.Section) -> Schema:
    by = [key for key in (part.key, part.follows) if key]
    return {"properties": {"changed_sections": {"contains": {"enum": by}}}, "required": ["changed_sections"]}


def _taken_over() -> Schema:
    """Return what is there of an algorithm without being asked: answers to the first filing, on any version."""
    taken: Schema = {}
    for part in (part for version in sections.VERSIONS[Filing.Kind.INITIAL].values() for part in version):
        for key, words in _of_part(part)[0].items():
            taken[key] = {name: text for name, text in words.items() if name.startswith(("title", "x-"))}
    return taken


def _facts_of_company() -> Schema:
    """Return what a filing of an algorithm repeats of its company."""
    company = next(part for part in sections.VERSIONS[Filing.Kind.ENTITY][1] if part.key == "company")
    return {key: _field(key, company.fields[key]) for key in FACTS}


def _of_form(form: Any) -> tuple[Schema, list[str], list[Schema]]:
    """Return the properties of a form's answers, the keys of all, and when which of them is asked."""
    asked = {key: field for key, field in form.base_fields.items() if not isinstance(field, DocumentField)}
    full = {key: rows.key_of_field(form.in_list, key) if form.in_list else key for key in asked}
    properties = {key: _field(full[key], field, optional=key in form.asked_if) for key, field in asked.items()}
    conditions = [
        {
            "if": {"properties": {condition.key: _holds(condition, form.base_fields)}, "required": [condition.key]},
            "then": {"properties": {key: {"not": NO_ANSWER}}} if asked[key].required else {},
            "else": {"properties": {key: NO_ANSWER}},
        }
        for key, condition in form.asked_if.items()
        if key in asked
    ]
    return properties, list(asked), conditions


def _of_list(part: sections.ListSection) -> tuple[Schema, list[str], list[Schema]]:
    properties, always, conditions = _of_form(part.form)
    row = {
        "type": "object",
        "properties": {"row": ROW_KEY, **properties},
        "required": always,
        "additionalProperties": False,
        **_all_of(conditions),
    }
    bounds = {"minItems": part.least, "maxItems": part.most}
    listed = {**_titled("title", part.title), **_seen(part.name), "type": "array", "items": row, **bounds}
    return {part.name: listed}, [part.name], []


def _field(key: str, field: forms.Field, *, optional: bool = False) -> Schema:
    words = {**_titled("title", field.label), **_titled("description", field.help_text)}
    kind = _kind(field)
    if optional or not field.required:
        kind = {"anyOf": [kind, NO_ANSWER]}
    return {**words, **_seen(key), **kind}


def _kind(field: forms.Field) -> Schema:
    """Return the type of a right answer to ``field``."""
    match field:
        case forms.MultipleChoiceField():
            return {"type": "array", "items": _choice(field), "minItems": 1, "uniqueItems": True}
        case forms.ChoiceField():
            return _choice(field)
        case DatePartsField():
            return {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
        case forms.IntegerField():
            return {"type": "integer", "minimum": field.min_value, "maximum": field.max_value}
    limit = getattr(field, "max_length", None)
    most = {"maxLength": limit} if limit else {}
    return {"type": "string", "minLength": 1, **most}


def _choice(field: Any) -> Schema:
    """A choice among the rows of another list names one by its key."""
    offered = [value for value, _label in field.choices]
    return {"type": "string", "enum": offered} if offered else ROW_KEY


def _seen(key: str) -> Schema:
    return {"x-visibility": str(visibility.of(key))}


def _holds(condition: AskedIf, fields: Mapping[str, Any]) -> Schema:
    one = {"enum": list(condition.values)}
    is_many = isinstance(fields[condition.key], forms.MultipleChoiceField)
    return {"type": "array", "contains": one} if is_many else one


def _if(condition: AskedIf, parts: list[sections.Section], then: Schema, otherwise: Schema) -> Schema:
    fields = {key: field for part in parts for key, field in part.fields.items()}
    deciding = {"properties": {condition.key: _holds(condition, fields)}, "required": [condition.key]}
    return {"if": deciding, "then": then, "else": otherwise}


# --- Documents -------------------------------------------------------------------------------------------------
def _files(parts: list[sections.Section]) -> Iterator[tuple[sections.Section, str, DocumentField]]:
    for part in parts:
        for key in part.form.documents_asked():
            yield part, key, part.form.base_fields[key]


def _document_of(parts: list[sections.Section]) -> Schema:
    """One document. Its key is that of a field, in a list with a hyphen and the key of the row."""
    keys = [_file(part, key, field) for part, key, field in _files(parts)]
    return {**DOCUMENT, "properties": {**DOCUMENT["properties"], "key": {"oneOf": keys}}}


def _file(part: sections.Section, key: str, field: DocumentField) -> Schema:
    described = {name: text % field.takes.limits for name, text in _titled("description", field.help_text).items()}
    words = {**_titled("title", field.label), **described}
    is_of_row = isinstance(part, sections.ListSection)
    which = {"pattern": f"^{re.escape(key)}-[0-9a-f]+$"} if is_of_row else {"const": key}
    return {**words, **_seen(key), **which}


def _files_needed(parts: list[sections.Section]) -> list[Schema]:
    """Return that each file is there which everybody is asked for."""
    return [
        _contains(key)
        for part, key, field in _files(parts)
        if field.required and part.asked_if is None and not isinstance(part, sections.ListSection)
    ]


def _files_if_asked(parts: list[sections.Section]) -> Iterator[Schema]:
    """Yield that the files of a section are there where it is asked."""
    for part, key, field in _files(parts):
        if part.asked_if and field.required:
            asked = _if(part.asked_if, parts, {}, {})["if"]
            yield {"if": {"properties": {"answers": asked}}, "then": {"properties": {"documents": _contains(key)}}}


def _files_if_opened(parts: list[sections.Section]) -> Iterator[Schema]:
    """Yield that the files of a section are there where a change opens it, and it is asked."""
    for part, key, field in _files(parts):
        if field.required and not isinstance(part, sections.ListSection):
            asked = [_if(part.asked_if, parts, {}, {})["if"]] if part.asked_if else []
            answers = {"allOf": [_opened(part), *asked]}
            yield {"if": {"properties": {"answers": answers}}, "then": {"properties": {"documents": _contains(key)}}}


def _contains(key: str) -> Schema:
    return {"contains": {"properties": {"key": {"const": key}}, "required": ["key"]}}
