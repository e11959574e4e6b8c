"""One peer on one file of texts: pairs it calls alike, its time and its memory.

    python bench/peers/run.py PEER TEXTS.json THRESHOLD PAIRS.npy

Runs in an environment of its own (requirements.lock beside it) and imports nothing of the product.
Prints JSON. MinHash tools see character bigrams and 128 permutations; none of the three checks
its pairs with the product's score, which is how they are used.
"""

import json
import resource
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import numpy as np

Pairs = Iterable[tuple[int, int]]
JACCARD = {80: 0.5, 90: 0.7}
"""The bigram Jaccard the tools are asked for where the product's threshold is 80 or 90."""


def bigrams(text: str) -> list[str]:
    """The distinct character bigrams of a text; a text of one character is its own."""
    return list({text[at : at + 2] for at in range(max(1, len(text) - 1))})


def datasketch(texts: list[str], threshold: int) -> Pairs:
    """MinHash LSH of datasketch, queried for every text."""
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=JACCARD[threshold], num_perm=128)
    hashes = MinHash.bulk(
        [[gram.encode() for gram in bigrams(text)] for text in texts], num_perm=128
    )
    with index.insertion_session() as session:
        for at, minhash in enumerate(hashes):
            session.insert(at, minhash, check_duplication=False)
    return (
        (at, other) for at, one in enumerate(hashes) for other in index.query(one) if at < other
    )


def rensa(texts: list[str], threshold: int) -> Pairs:
    """R-MinHash LSH of rensa with 32 bands."""
    from rensa import RMinHash, RMinHashLSH

    index = RMinHashLSH(threshold=JACCARD[threshold], num_perm=128, num_bands=32)
    hashes = RMinHash.from_token_sets([bigrams(text) for text in texts], num_perm=128, seed=42)
    index.insert_many(hashes)
    return (
        (at, other)
        for at, found in enumerate(index.query_all(hashes))
        for other in found
        if at < other
    )


def gaoya(texts: list[str], threshold: int) -> Pairs:
    """gaoya's string index, 32 bands of 4, its own n-gram analyser, both cores."""
    from gaoya.minhash import MinHashStringIndex

    index = MinHashStringIndex(32, JACCARD[threshold], 32, 4, None, "char", False, (2, 2), "vec")
    index.par_bulk_insert_docs(list(range(len(texts))), texts)
    return (
        (at, other)
        for at, found in enumerate(index.par_bulk_query(texts))
        for other in found
        if at < other
    )


def tfidf(texts: list[str], threshold: int) -> Pairs:
    """Cosine of bigram TF-IDF rows by sparse_dot_topn, the 100 nearest of each."""
    from collections import Counter
    from math import log

    from scipy.sparse import csr_matrix
    from sparse_dot_topn import sp_matmul_topn

    rows = [Counter(text[at : at + 2] for at in range(max(1, len(text) - 1))) for text in texts]
    known = {gram: at for at, gram in enumerate(sorted({gram for row in rows for gram in row}))}
    heard = Counter(gram for row in rows for gram in row)
    data, columns, starts = [], [], [0]
    for row in rows:
        weights = np.array([count * log(len(rows) / heard[gram]) for gram, count in row.items()])
        data.append(weights / (np.linalg.norm(weights) or 1))
        columns += [known[gram] for gram in row]
        starts.append(len(columns))
    matrix = csr_matrix((np.concatenate(data), columns, starts), shape=(len(rows), len(known)))
    near = sp_matmul_topn(
        matrix, matrix.T.tocsr(), top_n=100, threshold={80: 0.6, 90: 0.75}[threshold]
    )
    near = near.tocoo()
    return ((int(one), int(two)) for one, two in zip(near.row, near.col, strict=True) if one < two)


def cdist(texts: list[str], threshold: int, workers: int = -1) -> Pairs:
    """Every ratio by rapidfuzz with its cutoff on all cores, in one call: the truth."""
    from rapidfuzz import fuzz, process

    near = process.cdist(
        texts, texts, scorer=fuzz.ratio, score_cutoff=threshold, dtype=np.uint8, workers=workers
    )
    one, two = np.nonzero(np.triu(near, 1))
    return zip(one.tolist(), two.tolist(), strict=True)


def cdist_one(texts: list[str], threshold: int) -> Pairs:
    """The same on one core."""
    return cdist(texts, threshold, workers=1)


PEERS: dict[str, Callable[[list[str], int], Pairs]] = {
    "cdist": cdist,
    "cdist, one core": cdist_one,
    "datasketch": datasketch,
    "rensa": rensa,
    "gaoya": gaoya,
    "TF-IDF + sparse_dot_topn": tfidf,
}


def peak() -> float:
    """The most memory this process has had, in MB. Linux tells it of this program alone; the usual
    counter also knows what its parent held when it began."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(one for one in status.read_text("ascii").splitlines() if "VmHWM" in one)
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Run one peer and print its figures; its pairs (i < j) go to a file."""
    name, source, threshold, target = sys.argv[1:]
    texts: list[str] = json.loads(Path(source).read_text("utf-8"))
    before, wall, cpu = peak(), time.perf_counter(), time.process_time()
    found = np.fromiter(
        (pair for pairs in PEERS[name](texts, int(threshold)) for pair in pairs), dtype=np.int32
    ).reshape(-1, 2)
    figures: dict[str, Any] = {
        "seconds": round(time.perf_counter() - wall, 2),
        "cpu_seconds": round(time.process_time() - cpu, 2),
        "peak_mb": round(peak() - before),
        "pairs": len(found),
    }
    np.save(target, found)
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
