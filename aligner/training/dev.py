"""The dev set of a run: its lines, and how good a model is on them.

Decodes greedily in PyTorch: the figures tell how a run goes, and are no measurement of the search
that users get.
"""

import time
from pathlib import Path

import sentencepiece

from aligner.registry.card import Quality, Speed
from aligner.signature import run_signature
from aligner.training.data import read_pairs
from aligner.training.model import Transformer, greedy
from aligner.training.recipe import Recipe

Lines = list[tuple[str, str]]
"""Sources with their references."""


def dev_lines(recipe: Recipe) -> Lines:
    """Return ``run.eval_lines`` pairs of the dev file, from all of it; none without a file."""
    if not recipe.data.dev:
        return []
    pairs = list(read_pairs(recipe.data.dev, recipe.data))
    step = max(1, len(pairs) // max(1, recipe.run.eval_lines))
    return pairs[::step][: recipe.run.eval_lines]


def dev_scores(model: Transformer, tokenizer: Path, dev: Lines) -> tuple[float, float]:
    """Return BLEU and chrF++ (sacrebleu's defaults) of greedy decoding."""
    import sacrebleu

    processor = sentencepiece.SentencePieceProcessor(model_file=str(tokenizer))
    hypotheses: list[str] = []
    for i in range(0, len(dev), 50):
        ids = [processor.encode(src) for src, _ in dev[i : i + 50]]
        limit = 10 + 2 * max(len(s) for s in ids)
        hypotheses += [processor.decode(out) for out in greedy(model, ids, min(limit, 200))]
    references = [[tgt for _, tgt in dev]]
    bleu = sacrebleu.corpus_bleu(hypotheses, references).score
    chrf = sacrebleu.corpus_chrf(hypotheses, references, word_order=2).score
    return bleu, chrf


def measure_dev(
    model: Transformer, tokenizer: Path, dev: Lines
) -> tuple[tuple[Quality, ...], tuple[Speed, ...]]:
    """Return what a card says of the model on these lines: nothing if there are none."""
    if not dev:
        return (), ()
    began = time.monotonic()
    bleu, chrf = dev_scores(model, tokenizer, dev)
    seconds = time.monotonic() - began
    how = str(run_signature("sacrebleu", lines=len(dev), decoding="greedy", weights="float32"))
    return (
        (
            Quality("dev", "BLEU", round(bleu, 2), how),
            Quality("dev", "chrF++", round(chrf, 2), how),
        ),
        (Speed("greedy decoding in PyTorch", round(len(dev) / seconds, 2), "sentences/s"),),
    )
