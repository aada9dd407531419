"""How a sheet is declared, laid out and written: columns, formulas with their results, looks, links."""
