"""Packages for Debian's and Red Hat's families."""
