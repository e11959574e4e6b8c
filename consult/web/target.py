"""What a form or an address says a comment is about."""

from consult.services.submissions.target import MOST_AROUND, MOST_WORDS, Asked
from consult.web.forms import Form
from consult.web.pages import asked
from consult.web.request import Req
from drafts.anchoring import Selector

ABOUT = ("part", "quote", "quote_start", "quote_prefix", "quote_suffix")
"""The fields of a form that say what exactly its comment is about."""
_LONGEST = {"part": 200, "quote": MOST_WORDS}


def about_of(form: Form) -> Asked:
    """What a form says it is about. A place that is no number is not known."""
    start = form.number("quote_start")
    quote = Selector(
        exact=form.text("quote"),
        prefix=form.text("quote_prefix"),
        suffix=form.text("quote_suffix"),
        start=start if start >= 0 else None,
    )
    part = form.line("part") if "part" in form.fields else None
    return Asked(part, quote if quote.exact.strip() else None)


def about_asked(request: Req) -> dict[str, str]:
    """The fields an address brings for the form it leads to, those too long left out."""
    given = {name: asked(request, name, _LONGEST.get(name, MOST_AROUND)) for name in ABOUT}
    return {name: value for name, value in given.items() if value is not None}
