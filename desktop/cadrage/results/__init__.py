"""Counting what was coded: pure functions from gathered values to tables, time, co-occurrence and tests."""
