"""What a Ray cluster of our own may not do, and what is said where there is no Ray."""

import importlib.util
import os
import subprocess
import sys

import pytest

from aligner.errors import UsageError
from aligner.execution.ray_cluster import Ray
from tests.execution.deadly import Squares

HAS_RAY = importlib.util.find_spec("ray") is not None
needs_ray = pytest.mark.skipif(not HAS_RAY, reason="Ray is not installed")


@pytest.mark.skipif(HAS_RAY, reason="Ray is installed")
def test_without_ray_the_message_says_what_to_install(tmp_path):
    with pytest.raises(UsageError, match=r"pip install 'aligner\[ray\]'"):
        list(Ray().run(Squares(tmp_path), [1]))


def test_no_module_imports_ray_before_it_is_asked_for():
    code = (
        "import sys, aligner.execution.ray_cluster, aligner.cli.corpus, aligner.cli.translate;"
        "assert 'ray' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.ray
@needs_ray
def test_every_port_of_our_own_cluster_is_on_the_loopback(ray_of_two):
    import ray

    psutil = importlib.import_module("psutil")  # Ray brings its own

    assert {node["NodeManagerAddress"] for node in ray.nodes()} == {"127.0.0.1"}
    ports = [
        connection.laddr.ip
        for process in psutil.Process().children(recursive=True)
        for connection in process.net_connections("inet")
        if connection.status == "LISTEN"
    ]
    assert ports
    assert {ip.removeprefix("::ffff:") for ip in ports} == {"127.0.0.1"}


@pytest.mark.ray
@needs_ray
def test_more_workers_than_cores_of_the_cluster_are_refused(ray_of_two, tmp_path):
    with pytest.raises(UsageError, match="cores for 2 workers of 1 threads"):
        list(Ray(5).run(Squares(tmp_path), [1]))


@pytest.mark.ray
@needs_ray
def test_a_run_with_a_dead_worker_leaves_nothing_on_standard_output_or_at_home(tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    code = (
        "from pathlib import Path\n"
        "from aligner.execution.ray_cluster import Ray\n"
        "from tests.execution.deadly import Killing, Squares\n"
        f"folder = Path({str(tmp_path)!r})\n"
        "run = Killing(Ray(2), folder / 'mark', after=0).run(Squares(folder), range(8))\n"
        "print(list(run))\n"
    )
    environment = os.environ | {"HOME": str(home)}
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, env=environment
    )
    assert not any(home.iterdir())
    assert (tmp_path / "mark").exists()
    assert done.stdout == f"{[n * n for n in range(8)]}\n"
