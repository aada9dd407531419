"""A Word document as grids: its tables, and the text around them, as a person sees them."""
