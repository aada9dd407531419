"""The bureau's desk on disk: what was handed in becomes one batch; books, letters and reports are made of it."""
