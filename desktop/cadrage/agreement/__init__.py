"""Agreement between coders as pure functions: values in, coefficients with intervals and reasons out."""
