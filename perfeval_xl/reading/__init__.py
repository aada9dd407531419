"""Files to frames: opens workbooks, finds the forms in them and says what each field holds."""
