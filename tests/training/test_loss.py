import pytest
import torch
import torch.nn.functional as F  # noqa: N812 (the usual name)

from aligner.training.loss import ROWS_CPU, smoothed_cross_entropy


@pytest.mark.parametrize("rows", [1, ROWS_CPU, 2 * ROWS_CPU + 3])
@pytest.mark.parametrize("smoothing", [0.0, 0.1])
def test_loss_and_gradients_are_those_of_pytorch(rows, smoothing):
    generator = torch.Generator().manual_seed(3)
    given = [torch.randn(n, generator=generator) for n in ((rows, 16), (70, 16), 70)]
    gold = torch.randint(0, 70, (rows,), generator=generator)
    ours = [x.clone().requires_grad_() for x in given]
    theirs = [x.clone().requires_grad_() for x in given]
    loss, plain = smoothed_cross_entropy(ours[0], ours[1], ours[2], gold, smoothing)
    logits = theirs[0] @ theirs[1].T + theirs[2]
    wanted = F.cross_entropy(logits, gold, label_smoothing=smoothing, reduction="sum")
    (loss / rows).backward()
    (wanted / rows).backward()
    assert torch.allclose(loss, wanted, rtol=1e-5)
    assert torch.allclose(plain, F.cross_entropy(logits, gold, reduction="sum"), rtol=1e-5)
    for a, b in zip(ours, theirs, strict=True):
        assert torch.allclose(a.grad, b.grad, atol=1e-6)


def test_in_bfloat16_it_is_close():
    generator = torch.Generator().manual_seed(4)
    states, weight = (torch.randn(n, 32, generator=generator) for n in (50, 90))
    gold = torch.randint(0, 90, (50,), generator=generator)
    exact, _ = smoothed_cross_entropy(states, weight, torch.zeros(90), gold, 0.0)
    rough, _ = smoothed_cross_entropy(states, weight, torch.zeros(90), gold, 0.0, torch.bfloat16)
    assert abs(float(rough - exact)) < 0.01 * float(exact)
