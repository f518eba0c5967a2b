"""Questions asked of a dataset, answered with results that lead back to the passages."""
