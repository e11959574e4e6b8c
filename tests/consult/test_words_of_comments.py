"""Who reads the words of comments: those that write for the public take them from `shown`
(promises R25, R34); of all others it is said for whom they read."""

import ast
import re

from tests.source_tree import modules

WORDS = {"text", "proposed", "reason"}
FOR_THE_PUBLIC = {
    "annotation": "the public's annotations",
    "question": "questions and answers",
    "results": "the lists behind a notice's figures",
    "index": "what the public can find",
    "said": "what the public can find",
    "shown": "the door itself",
}
FOR_OTHERS = {
    "answering": "departments that were asked, by their account or code",
    "answered": "a contact point, by the secret code of its batch",
    "cards": "the desk",
    "carried": "the desk: what the last reading left",
    "citation": "staff: comments that cite an article",
    "cluster": "comparing; the desk",
    "constraint": "the desk: naming a cluster, where its label is made",
    "demo": "the demonstration's own check",
    "export": "staff: everything, as data",
    "indexes": "comparing",
    "log": "staff: what a batch brought",
    "material": "papers: the public ones go through reports.withheld",
    "member": "the desk",
    "newcomer": "comparing",
    "original": "under lock: the author, and who opens it with a reason",
    "receipt": "the author, by the secret code",
    "redaction": "moderators",
    "regroup": "comparing",
    "revision": "the author, by the secret code",
    "suggestion": "the desk",
    "sweep": "staff: what a condition means",
    "undoing": "the desk: what a batch took back said",
    "waiting": "staff: the moderation queue",
}


def reads_words(tree: ast.Module) -> bool:
    """Whether a module asks for the words of comments: by name, or by asking for every column."""
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)):
            continue
        if node.value.id == "Comment" and node.attr in WORDS | {"all_columns"}:
            return True
    return any(
        isinstance(node, ast.Call) and ast.unparse(node) == "Comment.select()"
        for node in ast.walk(tree)
    )


def test_everybody_who_reads_them_says_for_whom() -> None:
    found = {path.stem for path, tree in modules("consult", "cli").items() if reads_words(tree)}
    assert found == {*FOR_THE_PUBLIC, *FOR_OTHERS}


def test_what_is_for_the_public_takes_them_from_the_door() -> None:
    for path, tree in modules("consult").items():
        if path.stem in {*FOR_THE_PUBLIC} - {"shown"} and reads_words(tree):
            source = ast.unparse(tree)
            through = re.search(r"shown\.words\(|moderating\.shown import .*\bwords\b", source)
            assert through, f"{path} reads words past consult/services/moderating/shown.py"
