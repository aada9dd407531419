"""perfeval-xl: reads, checks and scores Chinese budget-performance self-evaluation workbooks."""

__version__ = "0.1.0"
