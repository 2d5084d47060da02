"""Every executor there is."""

import pytest

from aligner.execution.local import Local


@pytest.fixture(params=["one process", "pool", pytest.param("ray", marks=pytest.mark.ray)])
def executor(request):
    """Every executor in turn, with one worker or two."""
    if request.param == "ray":
        return request.getfixturevalue("ray_of_two")
    return Local(2 if request.param == "pool" else 1)
