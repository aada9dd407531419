"""Result to files: the scored copy, its added sheets, the blank form."""
