"""Whether a tokenizer of BLEU can be had here: some need a package, and some a file.

sacrebleu downloads the file when the tokenizer is first used. Nothing here opens the network, so
the file must lie where sacrebleu would put it.
"""

from pathlib import Path

from aligner.errors import UsageError


def check_tokenizer(name: str | None, *, used: bool = True) -> None:
    """Raise ``UsageError`` for a tokenizer that sacrebleu does not know or, if used, nobody has."""
    from sacrebleu.metrics.bleu import BLEU

    if name is None:
        return
    if name not in BLEU.TOKENIZERS:
        raise UsageError(f"--tokenize {name}: choose from {' '.join(BLEU.TOKENIZERS)}")
    if not used:
        return
    file = _file(name)
    if file is not None and not file.is_file():
        raise UsageError(
            f"--tokenize {name}: needs {file}, which sacrebleu would download and we do not; "
            "put it there, or choose another tokenizer"
        )
    try:
        BLEU(tokenize=name)
    except (RuntimeError, ImportError, OSError, AssertionError) as error:
        raise UsageError(f"--tokenize {name}: {' '.join(str(error).split())}") from error


def _file(name: str) -> Path | None:
    """Return where sacrebleu looks for the file of a tokenizer, if it needs one."""
    from sacrebleu import utils
    from sacrebleu.tokenizers.tokenizer_spm import SPM_MODELS

    if name not in SPM_MODELS:
        return None
    return Path(utils.SACREBLEU_DIR, "models", Path(SPM_MODELS[name]["url"]).name)
