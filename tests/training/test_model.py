import torch
import torch.nn.functional as F  # noqa: N812 (the usual name)

from aligner.training.model import Dropout, weigh


def test_attention_on_a_cpu_is_that_of_pytorch():
    generator = torch.Generator().manual_seed(5)
    q, k, v = (torch.randn(2, 3, 6, 8, generator=generator) for _ in range(3))
    mask = torch.rand(2, 1, 1, 6, generator=generator) < 0.7
    mask[..., 0] = True
    for seen, causal in ((mask, False), (None, True)):
        wanted = F.scaled_dot_product_attention(q, k, v, attn_mask=seen, is_causal=causal)
        assert torch.allclose(weigh(q, k, v, seen), wanted, atol=1e-6)


def test_dropout_keeps_the_mean_and_draws_anew_for_every_sublayer():
    drop, x = Dropout(0.25), torch.ones(50, 40, 8)
    kept = drop.kept(x, 2)
    assert kept.shape == (2, *x.shape)
    assert abs(float(kept.float().mean()) - 0.75) < 0.02
    assert not torch.equal(kept[0], kept[1])
    assert abs(float(drop(x, kept[0]).mean()) - 1) < 0.02


def test_nothing_is_dropped_outside_of_training():
    x = torch.ones(3, 4)
    assert Dropout(0.25).eval().kept(x, 1) is None
    assert Dropout(0.0).kept(x, 1) is None
    assert torch.equal(Dropout(0.25)(x, None), x)
