"""Rule-sets: how points are given, each value with its source."""
