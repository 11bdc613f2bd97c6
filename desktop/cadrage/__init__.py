"""Cadrage: framing analysis of news texts."""

__version__ = "0.1.0"
