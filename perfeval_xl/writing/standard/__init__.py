"""Our standard workbook, blank and filled."""
