"""The Word template that letters are filled into: the shipped one, or a bureau's own; and what is wrong with one."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from perfeval_xl.problems import FileError
from perfeval_xl.refusals import file_error
from perfeval_xl.writing.letters.letter import EXAMPLE, FIELDS, Letter
from perfeval_xl.xlsx.package import Package
from perfeval_xl.xlsx.problem import PackageError
from perfeval_xl.xlsx.xml import parse

SHIPPED = "退回修改意见_模板.docx"
MADE_BY = "perfeval-xl 退回修改意见"  # in the property `identifier`, with the digest of the letter's text
_TEXT = "word/document.xml"
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_UNKNOWN = re.compile(r"'([^']{1,80})' is undefined|has no attribute '([^']{1,80})'")
_WHEN = datetime(2020, 1, 1)  # in the properties: the same letter gives the same bytes


def template_bytes(path: Path) -> bytes:
    """The template. FileError R924 for what is no Word document."""
    try:
        package = Package.open(path, kinds=("docx",))
        for part in package.part_names:
            if part.endswith((".xml", ".rels")):
                parse(package.part(part), part)
    except PackageError as problem:
        if problem.reason == "other_kind":
            raise FileError("R924", f"退回修改意见的模板“{path.name}”不是 Word 文档（.docx），请另选一个。") from None
        raise FileError("R924", f"退回修改意见的模板“{path.name}”：{file_error(problem, path.name).message}") from None
    return package.data


def checked(template: bytes, name: str) -> bytes:
    """The template, once a letter of every field has been filled into it. FileError R924 as `filled`."""
    filled(template, name, Letter("", EXAMPLE))
    return template


def filled(template: bytes, name: str, letter: Letter) -> bytes:
    """The letter as a Word document. FileError R924 names the field that the template asks for and nobody knows."""
    from docxtpl import DocxTemplate
    from jinja2 import StrictUndefined, TemplateError
    from jinja2.sandbox import SandboxedEnvironment

    environment = SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
    try:
        document = DocxTemplate(io.BytesIO(template))
        document.render(_written(letter.fields), environment)
        return _signed(document.docx, letter.unit)
    except TemplateError as fault:
        raise FileError("R924", _fault(name, fault)) from fault
    except Exception as fault:  # what the libraries make of markup that they do not expect
        raise FileError("R924", _fault(name, fault)) from fault


def _fault(name: str, fault: Exception) -> str:
    found = _UNKNOWN.search(str(fault))
    field = next((one for one in found.groups() if one), "") if found else ""
    if field:
        known = "、".join(FIELDS)
        return f"退回修改意见的模板“{name}”用了没有的字段“{field}”，请改正；可以用的有：{known}。"
    return (
        f"退回修改意见的模板“{name}”里字段的写法不对（{str(fault)[:80]}），请对照自带的“{SHIPPED}”改正，"
        "并检查每个 {% if %}、{% for %} 都有结尾。"
    )


def _written(value: Any) -> Any:
    """Texts without the characters that XML forbids."""
    if isinstance(value, str):
        return _NOT_IN_XML.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))
    if isinstance(value, Mapping):
        return {key: _written(one) for key, one in value.items()}
    return [_written(one) for one in value] if isinstance(value, list) else value


def _signed(document: Any, unit: str) -> bytes:
    """The document's bytes, with a property that tells later whether anybody has touched its text."""
    properties = document.core_properties
    properties.created = properties.modified = _WHEN
    properties.author = properties.last_modified_by = "perfeval-xl"
    properties.title, properties.revision = f"退回修改意见 {unit}".strip(), 1
    properties.identifier = MADE_BY
    digest = _digest(_saved(document))
    properties.identifier = f"{MADE_BY} {digest}"
    return _saved(document)


def _saved(document: Any) -> bytes:
    """The same parts in the same order, without the time at which they were packed."""
    first, out = io.BytesIO(), io.BytesIO()
    document.save(first)
    with ZipFile(first) as source, ZipFile(out, "w") as target:
        for name in source.namelist():
            target.writestr(ZipInfo(name), source.read(name), ZIP_DEFLATED)
    return out.getvalue()


def _digest(data: bytes) -> str:
    with ZipFile(io.BytesIO(data)) as archive:
        return sha256(archive.read(_TEXT)).hexdigest()[:12]


def standing(path: Path) -> bool | None:
    """Whether a letter of ours stands there as we wrote it; None where none of ours stands there."""
    try:
        package = Package.open(path, kinds=("docx",))
        part = package.related("", "core-properties")
        properties = parse(package.part(part), part) if part else ()
        text = package.part(package.main_part)
    except PackageError:
        return None
    said = next((one.text or "" for one in properties if one.tag.rpartition("}")[2] == "identifier"), "")
    if not said.startswith(MADE_BY):
        return None
    return said == f"{MADE_BY} {sha256(text).hexdigest()[:12]}"
