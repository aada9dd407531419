"""The review of filings in a 复核底稿: its words and grounds, said once for whoever makes, reads or checks one."""
