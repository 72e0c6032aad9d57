"""What a worker process does: one job, its outcome left in a file.

Run as ``python -m phantich.runs.work`` with the argument as JSON on standard input, or forked.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

from phantich import files
from phantich.runs.execute import execute
from phantich.runs.plan import Job


def main(argument: dict[str, Any]) -> None:
    """Do ``argument["job"]`` and write the outcome to ``argument["result"]``.

    The exit code is `DEAD` when the kernel died, so that another try may help.
    """
    from nbclient.exceptions import DeadKernelError

    from phantich.runs import warm

    job = Job.load(argument["job"])
    began = time.process_time()
    try:
        outcome = execute(job, Path(argument["out"]), argument["identity"])
    except DeadKernelError as error:
        print(f"phantich: {job.stem}: {error}", file=sys.stderr)  # noqa: T201
        sys.exit(DEAD)
    spent = {
        "cpu": time.process_time() - began + sum(child.cpu for child in warm.ended),
        "memory": max((child.memory for child in warm.ended), default=0),
    }
    result = {"outcome": outcome.model_dump(mode="json"), **spent}
    files.write_text(Path(argument["result"]), json.dumps(result))


#: Exit code of a worker whose kernel died.
DEAD = os.EX_TEMPFAIL

if __name__ == "__main__":
    main(json.load(sys.stdin))
