"""What a workbook shows a person: its sheets as grids of cells, whatever its format."""
