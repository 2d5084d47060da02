"""Average the weights of training runs and write the model, as the default one was made.

    python benchmarks/average_weights.py MODEL OUT RUN=SHARE RUN=SHARE...

``RUN`` is a run folder of ``aligner train``, a ``weights.pt`` or a model folder, whose weights are
then those of its int8; its share is a number, and the shares make 1 together. One run goes on from
the other; the largest is named first, and what another did not have yet adds nothing there,
as when it began (``training/grow.py``). ``OUT`` is ``MODEL``, a model folder, with the averaged
weights in int8; its card keeps the scores of ``MODEL`` until new ones are measured.
"""

import shutil
import sys
from dataclasses import replace
from pathlib import Path

import torch

from aligner.registry.card import measure_files, read_card, write_card
from aligner.training.export import WEIGHTS, export, load_weights
from aligner.training.grow import ADDS
from aligner.training.model import Transformer
from aligner.training.unpack import load_folder

_FILES = ("model.bin", "config.json", "shared_vocabulary.json")


def average(runs: list[tuple[Path, float]]) -> Transformer:
    """Return a model whose parameters are the means of those of the runs, weighed by the shares."""
    models = [_weights_of(path) for path, _ in runs]
    largest, *others = [model.state_dict() for model in models]
    states = [largest, *(_as_large(state, largest) for state in others)]
    mean = {
        name: sum(
            share * state[name].float() for state, (_, share) in zip(states, runs, strict=True)
        )
        for name in largest
    }
    models[0].load_state_dict(mean)
    return models[0].eval()


def _weights_of(path: Path) -> Transformer:
    if path.is_dir() and not (path / WEIGHTS).exists():
        return load_folder(path)
    return load_weights(path / WEIGHTS if path.is_dir() else path)


def _as_large(
    state: dict[str, torch.Tensor], largest: dict[str, torch.Tensor]
) -> dict[str, torch.Tensor]:
    """Return the weights of a model in the size of the largest; what it lacks adds nothing."""
    large = {}
    for name, weight in largest.items():
        known = state.get(name)
        if known is not None and known.shape == weight.shape:
            large[name] = known
            continue
        large[name] = torch.zeros_like(weight) if name.endswith(ADDS) else weight.clone()
        if known is not None:
            large[name][tuple(map(slice, known.shape))] = known
    return large


def main(model: Path, out: Path, runs: list[tuple[Path, float]]) -> None:
    """Write the averaged model."""
    if abs(sum(share for _, share in runs) - 1) > 1e-6:
        raise SystemExit("the shares must make 1 together")
    shutil.copytree(model, out)
    averaged = out / "averaged"
    with torch.no_grad():
        export(average(runs), model / "zh-en.spm", averaged, "int8")
    for name in _FILES:
        shutil.move(averaged / name, out / name)
    shutil.rmtree(averaged)
    write_card(out, replace(read_card(out), files=measure_files(out)), force=True)


if __name__ == "__main__":
    _, MODEL, OUT, *RUNS = sys.argv
    PARTS = (run.rsplit("=", 1) for run in RUNS)
    main(Path(MODEL), Path(OUT), [(Path(path), float(share)) for path, share in PARTS])
