"""Elements are found in the bytes of a part, and only what is asked for is spliced.

1. Children, attributes and the root are found whatever the quoting, spacing and nesting.
2. Comments, CDATA and instructions are no elements.
3. Other encodings become UTF-8 with the declaration told; what is UTF-8 stays byte for byte.
4. What cannot be understood, or could hide something, is refused (R908).
5. Texts are escaped so that every reader gives them back, also what XML cannot hold.
"""

from __future__ import annotations

import pytest
from lxml import etree

from perfeval_xl.refusals import file_error
from perfeval_xl.xlsx.edit.markup import Markup, attributes, escaped, escaped_text, in_utf8, with_attribute
from perfeval_xl.xlsx.problem import PackageError
from perfeval_xl.xlsx.read.shared_strings import unescaped

DECLARED = '<?xml version="1.0" encoding="{}"?>\n<a>汇总</a>'


def names(text: str) -> list[str]:
    markup = Markup(text.encode())
    return [child.name for child in markup.children(markup.root())]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("<a/>", []),
        ("<a></a>", []),
        ("<a><b/><c></c><d ><e/></d ></a>", ["b", "c", "d"]),
        ("<a><b><b><b/></b></b><b/></a>", ["b", "b"]),
        ("<?xml version='1.0'?>\n<a x='>' y=\"/>\"><b z='/a>'/></a>\n", ["b"]),
        ("<x:a><x:b/><c.d-e/></x:a>", ["x:b", "c.d-e"]),
        ("<a>1 &lt; 2<b/>文字</a>", ["b"]),
    ],
)
def test_1_children(text: str, found: list[str]) -> None:
    assert names(text) == found


def test_1_attributes() -> None:
    tag = b"""<c  r = "G12"\n s='5' t="a&amp;b &lt;&#20013;&#x6587;&quot;" x:y="''"/>"""
    assert attributes(tag) == {"r": "G12", "s": "5", "t": 'a&b <中文"', "x:y": "''"}
    assert attributes(b"<c t='&#38;lt; &amp;#9;'/>") == {"t": "&lt; &#9;"}  # what a reference gives is not read again
    assert with_attribute(tag, "s", None) == tag.replace(b"\n s='5'", b"")
    assert with_attribute(tag, "s", "6") == tag.replace(b"s='5'", b's="6"')
    assert with_attribute(b"<c>", "s", '"<&') == b'<c s="&quot;&lt;&amp;">'


def test_2_no_elements() -> None:
    assert names("<a><!-- <b/> --><![CDATA[<c/>]]><?d <e/>?><f/><!-- ]]> <![CDATA[ --><g/></a>") == ["f", "g"]
    markup = Markup(b"<a><!-- <b/> --><b/></a>")
    (child,) = markup.children(markup.root())
    markup.replace(child.start, child.end, b"<c/>")
    assert markup.result() == b"<a><!-- <b/> --><c/></a>"


@pytest.mark.parametrize("encoding", ["GB2312", "gb18030", "UTF-16", "utf-16-le", "utf-16-be"])
def test_3_other_encodings(encoding: str) -> None:
    text = DECLARED.format(encoding)
    assert in_utf8(text.encode(encoding)).decode() == DECLARED.format("UTF-8")


def test_3_utf8_stays() -> None:
    for declared in ("UTF-8", "utf-8", "US-ASCII"):
        data = DECLARED.format(declared).encode()
        assert in_utf8(data) is data
    marked = b"\xef\xbb\xbf" + data
    assert in_utf8(marked) is marked


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"text",
        b"<a>",
        b"</a>",
        b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
        b'<?xml version="1.0" encoding="klingon"?><a/>',
        b'<?xml version="1.0" encoding="gb2312"?><a>\xff\xff</a>',
    ],
)
def test_4_refused(data: bytes) -> None:
    with pytest.raises(PackageError) as problem:
        list(Markup(data).children(Markup(data).root()))
    assert file_error(problem.value).code == "R908"


@pytest.mark.parametrize("data", [b"<a><b></a>", b"<a></b></a>"])
def test_4_pairs(data: bytes) -> None:
    markup = Markup(data)
    with pytest.raises(PackageError):
        list(markup.children(markup.root()))


@pytest.mark.parametrize("text", ["<&>\"'", "\x00\x0b", "_x0041_", "a\r\nb\rc", "\ufffe", "]]>", " \t\n"])
def test_5_texts(text: str) -> None:
    element = etree.fromstring(f'<t xml:space="preserve">{escaped_text(text)}</t>')
    assert unescaped(element.text or "") == text.replace("\r\n", "\n").replace("\r", "\n")


def test_5_attribute_values() -> None:
    text = "<&>\"' \t\n\r"
    assert etree.fromstring(f'<a b="{escaped(text)}"/>').get("b") == text
