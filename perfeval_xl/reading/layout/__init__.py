"""Where the fields of a form stand: headings, labels, places."""
