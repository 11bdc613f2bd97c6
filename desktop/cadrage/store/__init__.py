"""The project file: the only layer that knows our tables."""
