"""Sentences, tokens and similarity of texts; spaCy is loaded on first use."""
