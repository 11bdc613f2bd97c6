"""Files in and out: values only, no database."""
