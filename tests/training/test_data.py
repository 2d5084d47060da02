"""Sources cut anew, and pieces hidden from the model."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import sentencepiece
import torch

from aligner.training.data import LONGER, resampling
from aligner.training.loop import hide
from aligner.training.model import BOS, EOS, PAD, UNK
from aligner.training.recipe import Data

TOKENIZER = Path(__file__).resolve().parents[2] / "models" / "zh-en" / "zh-en.spm"
ANEW = Data(resample=1.0, resample_alpha=0.1)
TEXTS = (
    "星期二（3月4日），施密特（Anna Schmidt）在《晨报》上说：“没有‘捷径’。”",
    "首尔/布鲁塞尔综合讯",
    "ｱ𠮷 is a rare character.",
    "好",
)


@pytest.fixture(scope="module")
def processor():
    return sentencepiece.SentencePieceProcessor(model_file=str(TOKENIZER))


@pytest.mark.parametrize("text", TEXTS)
def test_a_source_cut_anew_is_the_same_text(processor, text):
    pieces = np.array(processor.encode(text), np.uint16)

    def cuts():
        resample = resampling(ANEW, TOKENIZER, np.random.default_rng(1))
        return [[int(piece) for piece in resample(pieces)] for _ in range(20)]

    drawn = cuts()
    assert cuts() == drawn  # by the seed alone
    assert {processor.decode(cut) for cut in drawn} == {text}
    assert max(map(len, drawn)) <= LONGER * len(pieces) + 2
    if len(text) > 20:
        assert len({tuple(cut) for cut in drawn}) > 5


def test_only_the_share_asked_for_is_cut_anew(processor):
    pieces = np.array(processor.encode(TEXTS[0]), np.uint16)
    resample = resampling(replace(ANEW, resample=0.25), TOKENIZER, np.random.default_rng(1))
    same = sum(list(resample(pieces)) == list(pieces) for _ in range(400))
    assert 260 < same < 340
    assert resampling(Data(), TOKENIZER, np.random.default_rng(1))(pieces) is pieces


def test_a_share_of_the_pieces_is_hidden_but_no_start_end_or_padding():
    marks = torch.tensor([PAD, EOS, BOS]).repeat(200, 1)
    words = torch.randint(10, 500, (200, 20), generator=torch.Generator().manual_seed(1))
    hidden = hide(torch.cat([marks, words], 1), 0.25)
    assert torch.equal(hidden[:, :3], marks)
    unknown = hidden[:, 3:] == UNK
    assert torch.equal(hidden[:, 3:][~unknown], words[~unknown])
    assert abs(float(unknown.float().mean()) - 0.25) < 0.03
    assert hide(words, 0.0) is words
