"""The Word report of a form or of all forms of a unit: what the workbook knows, filled into an outline."""
