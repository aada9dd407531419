"""What people write into a field: amounts, dates, verdicts, units."""
