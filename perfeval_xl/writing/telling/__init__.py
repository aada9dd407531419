"""What is told on the terminal and to other programs."""
