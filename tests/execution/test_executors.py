"""Every executor gives the same results in the same order, whatever becomes of its workers."""

import signal
import subprocess
import sys
import time
from itertools import count, islice
from pathlib import Path

import pytest

from aligner.errors import ModelError
from aligner.execution.executor import Failed
from aligner.execution.local import Local
from tests.execution.deadly import Killing, Squares


def made(folder):
    return len(list(folder.glob("made-*")))


def begun(folder, number):
    return len(list(folder.glob(f"task-{number}-*")))


def test_results_come_in_the_order_of_the_tasks(executor, tmp_path):
    assert list(executor.run(Squares(tmp_path), range(12))) == [n * n for n in range(12)]


def test_no_tasks_give_no_results(executor, tmp_path):
    assert list(executor.run(Squares(tmp_path), ())) == []


def test_the_work_is_made_once_a_worker(executor, tmp_path):
    list(executor.run(Squares(tmp_path), range(12)))
    assert 1 <= made(tmp_path) <= executor.workers


def test_only_a_few_tasks_are_taken_ahead_of_the_results(executor, tmp_path):
    taken = []

    def endless():
        for number in count():
            taken.append(number)
            yield number

    results = executor.run(Squares(tmp_path), endless())
    assert list(islice(results, 5)) == [0, 1, 4, 9, 16]
    results.close()
    assert len(taken) <= 5 + 4 * executor.workers + 1


def test_a_fault_fails_its_task_alone(executor, tmp_path):
    found = list(executor.run(Squares(tmp_path), [12, 13, 14]))
    assert found[0] == 144
    assert found[1].task == 13
    assert found[1].reason.startswith("ValueError: an unlucky number (deadly.py:")
    assert found[2] == 196


def test_an_error_of_ours_ends_the_run(executor, tmp_path):
    with pytest.raises(ModelError, match="no model for 99"):
        list(executor.run(Squares(tmp_path), [1, 99, 2]))


def test_a_task_lost_with_its_worker_is_done_by_another(several, tmp_path):
    mark = tmp_path / "mark"
    found = list(Killing(several, mark, after=0).run(Squares(tmp_path), range(12)))
    assert mark.exists()
    assert found == [n * n for n in range(12)]


def test_a_task_that_kills_every_worker_is_given_up(several, tmp_path):
    found = list(several.run(Squares(tmp_path), [1, 66, 2, 3, 4, 5, 6, 7]))
    assert found[0] == 1
    assert isinstance(found[1], Failed)
    assert "worker ended" in found[1].reason
    assert found[2:] == [4, 9, 16, 25, 36, 49]
    assert begun(tmp_path, 66) >= 3


def test_no_worker_outlives_a_killed_run(tmp_path):
    code = (
        "from pathlib import Path\n"
        "from aligner.execution.local import Local\n"
        "from tests.execution.deadly import Squares\n"
        f"for _ in Local(2).run(Squares(Path({str(tmp_path)!r})), range(10000)): pass\n"
    )
    run = subprocess.Popen([sys.executable, "-c", code])
    while run.poll() is None and made(tmp_path) < 2:
        time.sleep(0.02)
    run.send_signal(signal.SIGKILL)
    run.wait()
    pids = [int(path.name.split("-")[1]) for path in tmp_path.glob("made-*")]
    assert len(pids) == 2
    deadline = time.monotonic() + 20
    while any(map(alive, pids)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(map(alive, pids))


def alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_the_pool_has_the_size_it_is_given():
    assert Local(3).workers == 3
    assert Local(0).workers == 1
