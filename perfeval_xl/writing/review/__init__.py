"""The 复核底稿 of a unit as a workbook: a sheet a project, and the sheets that add them up."""
