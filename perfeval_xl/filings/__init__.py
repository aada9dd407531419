"""What spans forms: a batch as frames."""
