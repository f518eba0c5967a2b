"""The dataset: records held together, checked against each other, and found again."""
