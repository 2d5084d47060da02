import torch
import torch.nn.functional as F  # noqa: N812 (the usual name)

from aligner.training.model import weigh


def test_attention_on_a_cpu_is_that_of_pytorch():
    generator = torch.Generator().manual_seed(5)
    q, k, v = (torch.randn(2, 3, 6, 8, generator=generator) for _ in range(3))
    mask = torch.rand(2, 1, 1, 6, generator=generator) < 0.7
    mask[..., 0] = True
    for seen, causal in ((mask, False), (None, True)):
        wanted = F.scaled_dot_product_attention(q, k, v, attn_mask=seen, is_causal=causal)
        assert torch.allclose(weigh(q, k, v, seen), wanted, atol=1e-6)
