"""What every check is made of: kinds, registration, words, causes."""
