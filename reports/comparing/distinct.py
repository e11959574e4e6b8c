"""The distinct texts of each article, in canonical order, and what of them is compared."""

from collections.abc import Callable, Iterable, Sequence
from hashlib import blake2b

import msgspec

from reports.boilerplate import Boilerplate, Cut
from reports.comparing.encoding import Entry
from reports.model import Comment
from reports.normalize import fold_many, said, simplify
from reports.similarity import Threshold
from reports.stance import stance

Spans = tuple[tuple[int, int], ...]
Copies = dict[tuple[str, str], list[Comment]]

_TOLD_EVERY = 1024


class Rules(msgspec.Struct, frozen=True):
    """What the comments of a round are compared by."""

    threshold: Threshold
    boilerplate: Boilerplate | None
    ignore_stance: bool = False
    simplified: bool = False

    def stance(self, text: str, key: str) -> str:
        """The stance of a text whose fold is `key`; none when stances are ignored."""
        return "" if self.ignore_stance else stance(text, key)

    def cuts(self, texts: Sequence[str]) -> Iterable[Cut | None]:
        """What of each text is compared; None where all of it is."""
        if self.boilerplate is None:
            return [None] * len(texts)
        return self.boilerplate.cuts(texts, list(fold_many(texts)))


class Text(Entry, frozen=True, gc=False):
    """One distinct text of an article and the comments that are copies of it, by id.

    `text` is the copy that sorts first, `[start, end)` what of it is compared. `cuts` are what is
    left out of each copy, in the order of `comments`; empty when nothing is in any.
    """

    digest: str = ""
    text: str = ""
    start: int = 0
    end: int = 0
    comments: tuple[str, ...] = ()
    cuts: tuple[Spans, ...] = ()


def sortable(article: str | None) -> tuple[str, str]:
    """The draft as a whole (no article) before every article."""
    return ("", "") if article is None else ("article", article)


def _digest(*parts: str) -> str:
    framed = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return blake2b(framed, digest_size=8).hexdigest()


def collapse(
    comments: Sequence[Comment], rules: Rules, say: Callable[[float], None]
) -> dict[str | None, Copies]:
    """The comments of each article by folded text and stance. Texts that fold to nothing (emoji)
    are copies when their raw text is the same."""
    articles: dict[str | None, Copies] = {}
    texts = map(said, comments)
    for done, (comment, key) in enumerate(zip(comments, fold_many(texts), strict=True)):
        if not done % _TOLD_EVERY:
            say(done / len(comments))
        if key:
            held = "" if rules.ignore_stance else rules.stance(said(comment), key)
            name = (simplify(key) if rules.simplified else key, held)
        else:
            name = ("", said(comment).strip())
        articles.setdefault(comment.article, {}).setdefault(name, []).append(comment)
    return articles


def distinct(
    article: str | None, copies: Copies, rules: Rules, say: Callable[[float], None]
) -> list[Text]:
    """The texts of an article in canonical order: most copies first, then short before long, then
    by content. `copies` is emptied on the way, so that a large round is held once."""
    whole = len(copies) or 1
    texts = []
    while copies:
        some = [copies.popitem() for _ in range(min(len(copies), _TOLD_EVERY))]
        shown = [min(map(said, same)) for _, same in some]
        for (name, same), text, cut in zip(some, shown, rules.cuts(shown), strict=True):
            texts.append(_text(article, name, same, text, cut, rules))
        say(len(texts) / whole)
    texts.sort(key=lambda one: (-len(one.comments), len(one.whole), one.digest))
    return texts


def _text(
    article: str | None,
    name: tuple[str, str],
    same: Sequence[Comment],
    text: str,
    cut: Cut | None,
    rules: Rules,
) -> Text:
    """One distinct text, shown as `text`, the one of its copies that sorts first."""
    whole, held = name
    if len(same) > 1:
        same = sorted(same, key=lambda comment: comment.id)
    if not whole:
        held = rules.stance(text, "")
    core, side, removed = _compared(cut, text, whole, held, rules)
    return Text(
        core,
        whole,
        side,
        removed,
        digest=_digest(*sortable(article), whole or text.strip(), held),
        text=text,
        start=cut.start if cut else 0,
        end=cut.end if cut else len(text),
        comments=tuple([comment.id for comment in same]),
        cuts=_cuts(text, cut, same, rules) if cut else (),
    )


def _compared(
    cut: Cut | None, text: str, whole: str, held: str, rules: Rules
) -> tuple[str, str, str]:
    """What is compared, the stance it is kept apart by, and what was removed.

    The stance is that of what is compared: 「以上意见供参考」 takes no side.
    """
    if cut is None:
        return whole, held, ""
    key, removed = cut.core, cut.removed
    if rules.simplified:
        key, removed = simplify(key), simplify(removed)
    if key == whole:
        return whole, held, removed
    return key, rules.stance(text[cut.start : cut.end], cut.core), removed


def _cuts(text: str, cut: Cut, same: Sequence[Comment], rules: Rules) -> tuple[Spans, ...]:
    """What is left out of each copy; empty when nothing is."""
    known = {text: cut.left_out(text)}
    for words in map(said, same):
        if words not in known and rules.boilerplate is not None:
            known[words] = rules.boilerplate.cut(words).left_out(words)
    return tuple([known[said(one)] for one in same]) if any(known.values()) else ()
