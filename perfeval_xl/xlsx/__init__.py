"""The workbook package itself: read by `reading`, edited by `writing`; every part not ours is copied as it lies."""
