"""Findings, asked once and told everywhere, and the report as a page."""
