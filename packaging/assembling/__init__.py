"""The parts of assemble.py: what a folder that runs is made of."""
