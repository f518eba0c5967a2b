"""Geometry that plots and pages share: boxes and layouts of networks."""
