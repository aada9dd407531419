"""Reading the parts of a package."""
