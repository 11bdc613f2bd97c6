"""What turns the wheel into something that a double click installs: data files, lists, and scripts for each system."""
