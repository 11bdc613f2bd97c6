"""The one kind of error that is shown to a user as it is; everything else is our bug."""


class UserError(Exception):
    """Something the user can put right: what happened and what to do, in whole sentences."""


class Cancelled(Exception):
    """The user stopped a long piece of work; nothing of it was kept."""
