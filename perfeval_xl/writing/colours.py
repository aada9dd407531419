"""The colours that mean something, the same on every sheet we write."""

from perfeval_xl.result import Severity

SEVERITY_FILLS = {Severity.ERROR: "FFC9CE", Severity.WARNING: "FFEBA6", Severity.HINT: "DDEBF7"}
COMPUTED_FILL = "E2F0D9"  # a value that this program worked out and put in
