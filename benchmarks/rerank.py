"""Train and measure the choice among candidate translations.

    python benchmarks/rerank.py tune FOLDER... [--limit 500] [--model M]
    python benchmarks/rerank.py table FOLDER... [--limit 250] [--model M]

A folder has ``src.zh`` and ``ref.en``. Samples are every n-th line, n so that ``--limit`` lines
come out at most; ``table`` takes those half a step later than ``tune``, so that both can be asked
of one set without a line in common. ``tune`` prints the weights for
``aligner/translation/weights.py``: ridge regression, over the candidates of each sentence, of
chrF++ plus BLEU of the sentence less ``ERROR`` points for each number, date or name that is wrong.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from aligner.bitext import SegmentPair
from aligner.checks.degenerate import DEGENERATE_CHECKS
from aligner.registry.store import resolve_model
from aligner.translation.evidence import Evidence
from aligner.translation.options import EngineOptions, RerankOptions, TranslateOptions
from aligner.translation.tokenizer import Tokenizer
from aligner.translation.traits import NAMES, measure, value_errors
from aligner.translation.translator import Translator
from aligner.translation.units import Unit

if TYPE_CHECKING:
    from aligner.translation.hypotheses import Output

ERROR = 10.0
"""What a wrong or lost value costs, in points of chrF++ and BLEU of one sentence together."""
SIZES = (24, 36)
RIDGE = 200.0


@dataclass(frozen=True, slots=True)
class Sample:
    """Lines of one set."""

    name: str
    step: int
    sources: tuple[str, ...]
    references: tuple[str, ...]


def read_sample(folder: Path, limit: int, *, shifted: bool) -> Sample:
    """Return every n-th line, or those in the middle between them."""
    sources, references = (
        (folder / name).read_text(encoding="utf-8").split("\n") for name in ("src.zh", "ref.en")
    )
    step = max(1, -(-len(sources) // limit))
    chosen = range(step // 2 if shifted else 0, len(sources), step)
    filled = [index for index in chosen if sources[index].strip()]
    return Sample(
        folder.name,
        step,
        tuple(sources[index] for index in filled),
        tuple(references[index] for index in filled),
    )


def load(arguments: argparse.Namespace, *, rerank: bool) -> Translator:
    """Load the model, on one thread, with or without reranking."""
    options = TranslateOptions(
        EngineOptions("cpu", "int8", 1), rerank=RerankOptions(rerank, SIZES if rerank else ())
    )
    return Translator.load(resolve_model(arguments.model), options)


def tune(arguments: argparse.Namespace) -> None:
    """Print weights trained on the candidates of the samples."""
    import numpy as np

    translator, evidence = load(arguments, rerank=True), Evidence.shipped()
    traits, worth = [], []
    for folder in arguments.folders:
        sample = read_sample(folder, arguments.limit, shifted=False)
        for unit, outputs, reference in _single_sentences(translator, sample):
            table = measure(unit, outputs, evidence)
            value = np.array([_worth(unit, output, reference) for output in outputs])
            traits.append(table - table.mean(axis=0))
            worth.append(value - value.mean())
        print(f"# {sample.name}: every {sample.step}th line, {len(sample.sources)} lines")
    rows, values = np.concatenate(traits), np.concatenate(worth)
    scale = rows.std(axis=0) + 1e-9
    rows = rows / scale
    weights = np.linalg.solve(rows.T @ rows + RIDGE * np.eye(len(NAMES)), rows.T @ values)
    for name, weight, share in zip(NAMES, weights / scale, weights, strict=True):
        print(f'    "{name}": {weight:.4g},  # {share:+.2f} a standard deviation')


def _single_sentences(
    translator: Translator, sample: Sample
) -> Iterator[tuple[Unit, tuple[Output, ...], str]]:
    """Yield the lines of one sentence with all their candidates, where there are several."""
    segments = translator.segments(sample.sources)
    chosen = {
        segment.units[0].text: (segment.units[0], reference)
        for segment, reference in zip(segments, sample.references, strict=True)
        if len(segment.units) == 1 and segment.units[0].pieces
    }
    units = [unit for unit, _ in chosen.values()]
    assert translator.reranker is not None
    found = translator.reranker.candidates(units, translator.options.decoding)
    for unit, outputs in zip(units, found, strict=True):
        if len(outputs) > 1:
            yield unit, outputs, chosen[unit.text][1]


def _worth(unit: Unit, output: Output, reference: str) -> float:
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF

    bleu, chrf = BLEU(effective_order=True), CHRF(word_order=2)
    text = output.part.text
    score: float = (
        chrf.sentence_score(text, [reference]).score + bleu.sentence_score(text, [reference]).score
    )
    return score - ERROR * sum(value_errors(unit.text, text))


def table(arguments: argparse.Namespace) -> None:
    """Print quality, errors and speed of each sample without and with reranking."""
    import sacrebleu

    print("| set | lines | | BLEU | chrF++ | numbers | dates | names | broken | CPU s | pieces/s |")
    print("|---|---|---|---|---|---|---|---|---|---|---|")
    tokenizer = Tokenizer.load(resolve_model(arguments.model))
    for folder in arguments.folders:
        sample = read_sample(folder, arguments.limit, shifted=True)
        for rerank in (False, True):
            translator = load(arguments, rerank=rerank)
            start = time.process_time()
            texts = [t.text for t in translator.translate_texts(sample.sources)]
            seconds = time.process_time() - start
            pieces = sum(len(segment) for segment in tokenizer.encode_target(texts))
            references = [list(sample.references)]
            bleu = sacrebleu.corpus_bleu(texts, references).score
            chrf = sacrebleu.corpus_chrf(texts, references, word_order=2).score
            print(
                f"| {sample.name} | {len(texts)} | {'candidates' if rerank else 'first'} "
                f"| {bleu:.2f} | {chrf:.2f} | {_errors(sample.sources, texts)} "
                f"| {seconds:.1f} | {pieces / seconds:.0f} |",
                flush=True,
            )


def _errors(sources: Sequence[str], texts: Sequence[str]) -> str:
    """Return the lines with wrong numbers, dates, names, and broken ones, as cells in percent."""
    pairs = list(zip(sources, texts, strict=True))
    found = [value_errors(*pair) for pair in pairs]
    counts = (
        sum(lost + added > 0 for lost, added, _, _ in found),
        sum(dates > 0 for _, _, dates, _ in found),
        sum(names > 0 for *_, names in found),
        sum(any(check(SegmentPair(*pair)) for check in DEGENERATE_CHECKS) for pair in pairs),
    )
    return " | ".join(f"{100 * count / len(pairs):.1f}" for count in counts)


def main() -> None:
    """Run the command of the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("command", choices=("tune", "table"))
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--limit", type=int, default=250)
    parser.add_argument("--model")
    arguments = parser.parse_args()
    {"tune": tune, "table": table}[arguments.command](arguments)


if __name__ == "__main__":
    main()
