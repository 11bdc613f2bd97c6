"""Plain values and rules of the domain; standard library only."""
