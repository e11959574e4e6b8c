"""One paper set by Typst: FOLDER/paper.typ with its report.json beside it, to OUT.

    python bench/peers/set_paper.py FOLDER OUT

Runs in an environment of its own and imports nothing of the product. Prints CPU seconds and peak
megabytes as JSON.
"""

import json
import resource
import sys
import time

import typst  # type: ignore[import-not-found]


def main() -> None:
    """Compile and say what it cost."""
    folder, out = sys.argv[1:]
    start = time.process_time()
    typst.compile(f"{folder}/paper.typ", output=out, root=folder, pdf_standards=["ua-1"])
    spent = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps({"cpu_seconds": round(spent, 2), "peak_megabytes": peak}))


if __name__ == "__main__":
    main()
