"""The sheets of the 汇总表, each as the list of its columns."""
