"""What models know by heart: the loss of a target piece, in text they learnt from and in other.

    python benchmarks/piece_loss.py BITEXT... --model M [--model M...] [--limit 300]

Prints, for each bitext (any format) and each model (a run folder, a ``weights.pt`` or a model
folder), the mean negative log-likelihood of a target piece in nats. Where training text is far
below text of the same kind that no model has seen (wmt18 and wmt19), it was learnt by heart.
``--limit`` pairs are drawn at random, the same of every file for every model.
"""

import argparse
import random
from pathlib import Path

import sentencepiece
import torch
import torch.nn.functional as F  # noqa: N812 (the usual name)

from aligner.training.data import pad, read_pairs
from aligner.training.export import WEIGHTS, load_weights
from aligner.training.model import BOS, PAD, Transformer
from aligner.training.recipe import Data
from aligner.training.unpack import load_folder

LONGEST, ROWS = 120, 24
Pairs = list[tuple[list[int], list[int]]]


def read_model(path: Path) -> Transformer:
    """Return the model of a run folder, a file of weights or a model folder."""
    weights = path / WEIGHTS if path.is_dir() else path
    return (load_weights(weights) if weights.exists() else load_folder(path)).eval()


def read_sample(path: str, tokenizer: Path, limit: int) -> Pairs:
    """Return the pieces of ``limit`` pairs of a bitext, drawn at random, as in training."""
    processor = sentencepiece.SentencePieceProcessor(model_file=str(tokenizer))
    pairs = list(read_pairs(path, Data(figures=True)))
    random.Random(1).shuffle(pairs)
    encoded = [(processor.encode(src), processor.encode(tgt)) for src, tgt in pairs[:limit]]
    return sorted((p for p in encoded if max(map(len, p)) <= LONGEST), key=lambda p: len(p[0]))


@torch.no_grad()
def loss(model: Transformer, pairs: Pairs) -> float:
    """Return the mean negative log-likelihood of a target piece, ``EOS`` included, in nats."""
    total, pieces = 0.0, 0
    for start in range(0, len(pairs), ROWS):
        rows = pairs[start : start + ROWS]
        source, target = (torch.from_numpy(pad([row[side] for row in rows])) for side in (0, 1))
        given = torch.cat([torch.full_like(target[:, :1], BOS), target[:, :-1]], 1)
        real = target.ne(PAD)
        logits = model.logits(model(source, given)[real])
        total += float(F.cross_entropy(logits, target[real], reduction="sum"))
        pieces += int(real.sum())
    return total / max(1, pieces)


def main() -> None:
    """Print a table of bitexts by models."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("bitext", nargs="+")
    parser.add_argument("--model", type=Path, action="append", required=True)
    parser.add_argument("--tokenizer", type=Path, default=Path("models/zh-en/zh-en.spm"))
    parser.add_argument("--limit", type=int, default=300)
    options = parser.parse_args()
    models = [read_model(path) for path in options.model]
    print("bitext", *options.model, sep="\t")
    for path in options.bitext:
        pairs = read_sample(path, options.tokenizer, options.limit)
        print(path, *(f"{loss(model, pairs):.3f}" for model in models), sep="\t", flush=True)


if __name__ == "__main__":
    main()
