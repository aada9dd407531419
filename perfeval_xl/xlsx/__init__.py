"""The workbook package itself: read by `reading`, edited by `writing`; every part that is not changed stays as it lies.

It knows nothing of the project: a problem is a reason with facts (problem), said to a person elsewhere.

    package           the zip, its parts, their types and relations    limits, filekind, names, xml, formulas
    read/             sheetreader (sparse, shared_strings), styles_read, comments_read
    edit/, from the outside in:
      editor            what callers use: names sheets and cells, puts the changed parts together
    sheetmarkup       finds rows and cells in a sheet's bytes        cells, shared_formulas   change them
    styles            adds formats, never changes one                stored_value             what a cell holds by now
    sheet_comments    comments of a sheet: parts and relations       comments, boxes          their content and place
    added_sheets      sheets of ours, as a design and as XML         workbook                 the list of sheets, names
    properties        custom document properties                     calculation_chain        entries without a formula
    parts             what changes, with content types, relations    repack                   the zip
    proof             what was written, read again before it is done
    markup            elements found and spliced in bytes
"""
