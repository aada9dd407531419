"""What became of a form: since it was scored, and between two versions of it."""
