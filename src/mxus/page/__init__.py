"""The report as a page to explore: one file of HTML that needs no network, made from any dataset."""
