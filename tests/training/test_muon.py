import pytest
import torch

from aligner.training.muon import Muon, orthogonal


@pytest.mark.parametrize("shape", [(3, 8, 8), (2, 16, 8), (2, 8, 16)])
def test_an_update_keeps_its_directions_and_evens_out_their_sizes(shape):
    stack = torch.randn(shape, generator=torch.Generator().manual_seed(1))
    values = torch.linalg.svdvals(orthogonal(stack))
    assert values.min() > 0.3
    assert values.max() < 1.4
    left, _, right = torch.linalg.svd(stack, full_matrices=False)
    aligned = (left.mT @ orthogonal(stack) @ right.mT).diagonal(dim1=1, dim2=2)
    assert aligned.min() > 0.2


def test_muon_finds_the_solution_of_a_least_squares_problem():
    generator = torch.Generator().manual_seed(2)
    x, goal = torch.randn(64, 8, generator=generator), torch.randn(8, 8, generator=generator)
    weight = torch.nn.Parameter(torch.zeros(8, 8))
    optimizer = Muon([weight], lr=0.1)
    for step in range(400):
        optimizer.param_groups[0]["lr"] = 0.1 * (1 - step / 400)
        loss = ((x @ weight - x @ goal) ** 2).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    assert (weight - goal).abs().max() < 0.1


def test_muon_goes_on_from_its_saved_state():
    def run(weight, optimizer, steps):
        for _ in range(steps):
            weight.grad = weight.detach() + torch.eye(4)
            optimizer.step()

    whole, cut = (torch.nn.Parameter(torch.ones(4, 4)) for _ in range(2))
    run(whole, Muon([whole], lr=0.1), 4)
    first = Muon([cut], lr=0.1)
    run(cut, first, 2)
    second = Muon([cut], lr=0.1)
    second.load_state_dict(first.state_dict())
    run(cut, second, 2)
    assert torch.equal(whole, cut)
