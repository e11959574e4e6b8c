"""When a form is asked for a proof of work, and what becomes of one without scripts.

Public pages carry nothing of this and stay cacheable: a challenge comes with the form, which is
nobody else's, or with the form that is handed back.
"""

from collections.abc import Iterable

from consult.errors import ConsultError, ProofNeeded
from consult.services.moderating.moderation import Cause
from consult.services.submissions import challenge
from consult.web.forms import Form
from consult.web.request import Req, address_of, now_of, site_of

SCRIPT, PROOF = "script", "proof"
"""The fields js/proof.js fills in: that it runs, and what it found."""


def offered(request: Req, scope: str, error: ConsultError | None) -> str:
    """The challenge that goes with the form of this scope, as JSON; "" while nothing is asked."""
    site, now = site_of(request), now_of(request)
    asked = isinstance(error, ProofNeeded) or site.pressure.crowded(address_of(request), now)
    if not asked:
        return ""
    return challenge.issue(site.settings.secret_key, scope, now, site.settings.proof_difficulty)


def weigh(request: Req, scope: str, form: Form, texts: Iterable[str]) -> Cause | None:
    """Count what is sent now; why it has to wait for somebody to look at it, None when it may be
    shown. Raises ProofNeeded where a browser can still do its proof."""
    site, now = site_of(request), now_of(request)
    cause = site.pressure.weigh(address_of(request), texts, now)
    proof = form.line(PROOF)
    if cause is None or challenge.solved(site.settings.secret_key, scope, proof, now):
        return None
    if form.line(SCRIPT) == "yes":
        raise ProofNeeded("提交的人很多，浏览器要先自动验算一下，算好会自动提交，不用您做什么。")
    return cause
