"""The comments of a sheet. ECMA-376 part 1, 18.7: the comments part, where threaded comments have a copy too."""

from __future__ import annotations

from perfeval_xl.xlsx.names import split_ref
from perfeval_xl.xlsx.package import Package, SheetRef
from perfeval_xl.xlsx.read.shared_strings import text_of
from perfeval_xl.xlsx.xml import namespace, parse, whole_number


def comments(package: Package, sheet: SheetRef) -> dict[str, tuple[str, str]]:
    """Author and text by address (A1, without $); empty when the sheet has none. Refused for a broken part."""
    part = package.related(sheet.part, "comments")
    if part is None:
        return {}
    root = parse(package.part(part), part)
    inside = namespace(root)
    authors = [author.text or "" for author in root.iterfind(f"{inside}authors/{inside}author")]
    found: dict[str, tuple[str, str]] = {}
    for comment in root.iterfind(f"{inside}commentList/{inside}comment"):
        place, number = comment.get("ref", ""), whole_number(comment.get("authorId"))
        try:
            split_ref(place)
        except ValueError:  # of no cell
            continue
        author = authors[number] if number is not None and number < len(authors) else ""
        text = comment.find(f"{inside}text")
        found[place.replace("$", "").upper()] = (author, "" if text is None else text_of(text))
    return found
