"""The local page: files dropped in a browser on this machine, judged by the pipeline, shown and handed back."""
