"""The scored copy: values, marks and sheets put into the unit's own workbook, and taken back."""
