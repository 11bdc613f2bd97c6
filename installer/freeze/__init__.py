"""The program and its Python as one folder that needs neither."""
