"""What one engine doubts, another looks at: only that, and it may make sure or correct, not spoil."""

from collections.abc import Sequence

import cv2
import numpy as np
import pytest

from extraction.ocr.engine import EngineTooSlow, SeenWord
from extraction.ocr.picture import Grey
from extraction.ocr.second_look import looked_at_again
from extraction.ocr.tesseract import TesseractEngine

PAGE = np.full((1000, 1000), 255, np.uint8)


def word(text: str, confidence: float, row: int) -> SeenWord:
    return SeenWord(text, 100.0, 40.0 * row, 220.0, 40.0 * row + 24, confidence)


class Other:
    """An engine that reads the rows of the sheet it is given as it was told."""

    def __init__(self, *answers: tuple[str, float]) -> None:
        self.answers = answers
        self.asked = 0

    def __call__(self, sheet: Grey, languages: Sequence[str]) -> list[SeenWord]:
        self.asked += 1
        height = (sheet.shape[0] - 26) / len(self.answers)
        tops = [26 + row * height for row in range(len(self.answers))]
        return [
            SeenWord(text, 26.0, top, 150.0, top + 30, confidence)
            for (text, confidence), top in zip(self.answers, tops, strict=True)
        ]


def again(words: Sequence[SeenWord], other: Other) -> list[tuple[str, float]]:
    return [(seen.text, seen.confidence) for seen in looked_at_again(PAGE, words, other, ("en",))]


def test_a_clear_page_is_read_once() -> None:
    other = Other(("x", 0.9))
    words = [word("Total", 0.99, row) for row in range(20)] + [word("12,50", 0.5, 21)]
    assert again(words, other) == [(seen.text, seen.confidence) for seen in words]
    assert other.asked == 0


def test_agreement_makes_sure_and_disagreement_leaves_the_doubt() -> None:
    words = [word("12,50", 0.7, 1), word("Total", 0.99, 2), word("Lyon", 0.7, 3), word("K129", 0.6, 4)]
    assert again(words, Other(("12,50", 0.8), ("Lion", 0.95), ("K128", 0.95))) == [
        ("12,50", 0.9),
        ("Total", 0.99),
        ("Lyon", 0.7),
        ("K129", 0.6),
    ]


def test_a_sure_second_reading_replaces_a_hopeless_first_of_the_same_kind() -> None:
    words = [word("S00", 0.4, 1), word("cja", 0.3, 2), word("750", 0.3, 3), word("do", 0.3, 4)]
    read = again(words, Other(("500", 0.95), ("caja", 0.95), ("TSO", 0.95), ("documento", 0.95)))
    assert [text for text, _ in read] == ["500", "caja", "750", "do"]
    assert all(confidence < 0.75 for _, confidence in read)


@pytest.mark.ocr
def test_tesseract_reads_the_doubtful_words_of_a_page() -> None:
    page = PAGE.copy()
    texts = ("1250", "Lyon", "4711")
    for row, text in enumerate(texts, start=1):
        cv2.putText(page, text, (100, 40 * row + 24), cv2.FONT_HERSHEY_SIMPLEX, 1.0, 0, 2, cv2.LINE_AA)
    words = [word(text, 0.6, row) for row, text in enumerate(texts, start=1)]
    seen = looked_at_again(page, words, TesseractEngine().read_lines, ("en",))
    assert [w.confidence for w in seen] == [0.9, 0.9, 0.9]


def test_on_a_machine_too_busy_for_a_second_look_the_first_reading_stands() -> None:
    words = [word("l00", 0.5, 1), word("2OO", 0.5, 2), word("3OO", 0.6, 3)]
    hurried = TesseractEngine(timeout_s=0.001)
    with pytest.raises(EngineTooSlow):
        hurried.read_lines(PAGE, ("en",))
    assert looked_at_again(PAGE, words, hurried.read_lines, ("en",)) == words
