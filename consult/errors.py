"""What a service may raise. No status codes here: web/errors.py and cli/ decide how to say it.

`message` is a Chinese sentence with {placeholders}, the key of the English catalog too;
`values` fills it. A sentence says what is wrong, where, and what to do.
"""


class ConsultError(Exception):
    """Anything a person can put right."""

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message)
        self.message = message
        self.values = values

    def __str__(self) -> str:
        return self.message.format(**self.values)


class NotFound(ConsultError):
    """There is nothing at this name, number or code."""


class NotAllowed(ConsultError):
    """This person may not do that."""


class Invalid(ConsultError):
    """Something that was typed or sent cannot be used; `field` says where."""

    def __init__(self, message: str, *, field: str | None = None, **values: object) -> None:
        super().__init__(message, **values)
        self.field = field


class Conflict(ConsultError):
    """Somebody else changed it first, or the same key came with another text."""


class RoundClosed(ConsultError):
    """The round does not take comments at this moment."""


class TooManyTries(ConsultError):
    """Too many attempts in a short time."""


class ProofNeeded(ConsultError):
    """Very much comes in: the same form is taken once its browser has done a proof of work."""
