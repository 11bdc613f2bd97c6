"""Settings of every test run."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

# Timing is the benchmarks' business: on a busy machine a deadline fails tests that are right.
settings.register_profile("cadrage", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("cadrage")
