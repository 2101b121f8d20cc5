"""Trains the header's models from generated documents and prints figures by field and by held-out family."""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random

import numpy as np

from extraction.candidates_slots import TextTable
from extraction.candidates_view import DocumentView
from extraction.gazetteer import name_key
from extraction.header import choose, score_all
from extraction.header_choice import Choice
from extraction.parties import group_facts
from extraction.parties_assembly import parts_of_party
from extraction.parties_buyer import buyer_features, buyers
from extraction.parties_features import group_features, item_features
from extraction.scoring import FEATURE_MODULES, HeaderModels, Scorer
from extraction.scoring_text import Floats
from learning import artifacts
from learning.train_header_data import Example
from learning.train_header_examples import all_examples
from learning.train_header_figures import Figures, right_value
from learning.train_header_fit import fit_all, fit_scorer, folds_of
from learning.train_header_intent import fit_intent
from learning.train_header_noise import noisy
from learning.train_header_pages import fit_pages
from learning.train_header_samples import Labels, document_of, rows_of
from learning.train_header_texts import FOLDS, Forgetful, fit, gather, is_unknown, piece_texts
from learning.train_header_work import mapped

SIZES: Mapping[str, Mapping[str, int]] = {
    "full": {"pdf": 3400, "sheet": 450, "mail": 600, "pages": 300, "intent": 1500},
    "medium": {"pdf": 1600, "sheet": 250, "mail": 350, "pages": 150, "intent": 800},
    "small": {"pdf": 700, "sheet": 150, "mail": 200, "pages": 60, "intent": 400},
}
FAMILY_FOLDS = 2
NOISY_SHARE = 0.25
CHUNK = 8


@dataclass(slots=True)
class Stage:
    """Everything between drawing and saving."""

    examples: list[Example]
    fold: list[int]
    judge: Forgetful
    scorers: list[dict[str, Scorer]]
    jobs: int


def train(size: str, jobs: int, say: Callable[[str], None]) -> tuple[HeaderModels, Figures]:
    """All models and their figures on families that were held out."""
    counts = SIZES[size]
    examples = all_examples(counts["pdf"], counts["sheet"], counts["mail"], jobs)
    rng = Random("header/noise")
    examples += [noisy(example, rng) for example in examples if example.kind == "pdf" and rng.random() < NOISY_SHARE]
    say(f"{len(examples)} examples of {len({e.family for e in examples})} families")
    judge = _texts(examples, jobs)
    say("texts")
    rows = mapped(lambda example: rows_of(example, document_of(example, is_unknown), judge), examples, jobs, CHUNK)
    say("rows")
    fold = folds_of([example.family for example in examples], FAMILY_FOLDS)
    everything = range(len(examples))
    kept = [[i for i in everything if fold[i] != held] for held in range(FAMILY_FOLDS)]
    *scorers, final = fit_all(rows, [*kept, list(everything)], jobs)
    del rows
    say("scorers")
    stage = Stage(examples, fold, judge, scorers, jobs)
    final["buyer"] = _fit_buyers(stage)
    say("buyers")
    judge_scorer, figures = _fit_judge(stage, say)
    say("judge")
    final["page"] = fit_pages(counts["pages"], judge.full, final)
    intent, told = fit_intent(counts["intent"])
    say(f"intent {told}")
    models = HeaderModels(judge.full, final, judge_scorer, figures.thresholds(), intent)
    return models, figures


def _texts(examples: Sequence[Example], jobs: int) -> Forgetful:
    seen = mapped(lambda example: list(piece_texts(example, document_of(example))), examples, jobs, CHUNK)
    texts = gather(pair for found in seen for pair in found)
    full, *folds = mapped(lambda fold: fit(texts, fold), [-1, *range(FOLDS)], jobs)
    return Forgetful(full, dict(enumerate(folds)))


def _fit_buyers(stage: Stage) -> Scorer:
    """Buyer rows need role and part scores, taken from models that have not seen the family."""
    everything = range(len(stage.examples))

    def rows(index: int) -> tuple[Floats, Labels]:
        example = stage.examples[index]
        return _buyer_rows(example, document_of(example, is_unknown), stage.judge, stage.scorers[stage.fold[index]])

    made = mapped(rows, everything, stage.jobs, CHUNK)

    def fitted(held: int) -> Scorer:
        found = [made[i] for i in everything if len(made[i][1]) and stage.fold[i] != held]
        return fit_scorer("buyer", np.vstack([f for f, _ in found]), np.concatenate([y for _, y in found]))

    *folds, final = mapped(fitted, [*range(FAMILY_FOLDS), -1], stage.jobs)
    for held, scorer in enumerate(folds):
        stage.scorers[held]["buyer"] = scorer
    return final


def _buyer_rows(
    example: Example, document: DocumentView, judge: Forgetful, scorers: Mapping[str, Scorer]
) -> tuple[Floats, Labels]:
    table = TextTable(judge)
    found = group_facts(document, table)
    probabilities = table.probabilities()
    roles = scorers["role"].probabilities(group_features(document, found, table, probabilities))
    apart = [scorers["part"].probabilities(item_features(document, one, table, probabilities)) for one in found]
    parts = [parts_of_party(part, role) for part, role in zip(apart, roles, strict=True)]
    possible = buyers(document, found, roles, parts, table)
    truth = name_key(str(example.truth.get("buyer_name", "")))
    labels = np.array([int(bool(truth) and name_key(one.name) == truth) for one in possible], dtype=np.int64)
    return buyer_features(document, possible), labels


def _fit_judge(stage: Stage, say: Callable[[str], None]) -> tuple[Scorer, Figures]:
    """The judge of chosen values, from choices in families that the scorers had not seen; and the figures."""

    def chosen(index: int) -> list[Choice]:
        document = document_of(stage.examples[index], is_unknown)
        scored, parties = score_all(document, TextTable(stage.judge), stage.scorers[stage.fold[index]])
        return choose(document, scored, parties)

    choices = mapped(chosen, range(len(stage.examples)), stage.jobs, CHUNK)
    say("choices")
    owner = np.array([index for index, made in enumerate(choices) for _ in made])
    features = np.array([one.features for made in choices for one in made], dtype=np.float32)
    labels = np.array(
        [
            right_value(one, example.truth)
            for example, made in zip(stage.examples, choices, strict=True)
            for one in made
        ],
        dtype=np.int64,
    )
    fold = np.array(stage.fold)[owner]
    certainty = np.zeros(len(labels))
    for held in range(FAMILY_FOLDS):
        model = fit_scorer("judge", features[fold != held], labels[fold != held])
        certainty[fold == held] = model.probabilities(features[fold == held])[:, 1]
    figures = Figures(stage.examples)
    flat = [one for made in choices for one in made]
    for index, one, sure in zip(owner, flat, certainty, strict=True):
        figures.add(int(index), one, float(sure))
    return fit_scorer("judge", features, labels), figures


def _retrain_intent(size: str, say: Callable[[str], None]) -> None:
    payload = artifacts.load("header")
    figures = json.loads((artifacts.TRAINED / "header.json").read_text("utf-8"))["figures"]
    intent, told = fit_intent(SIZES[size]["intent"])
    say(f"intent {told}")
    models = replace(HeaderModels.from_payload(payload), intent=intent)
    told_right = {"intent_accuracy": round(told.documents, 4), "intent_phrases": round(told.phrases, 4)}
    artifacts.save("header", models.payload(), FEATURE_MODULES, {**figures, **told_right})


def main(argv: Sequence[str] | None = None) -> None:
    """`python -m learning.train_header [--size small] [--errors FILE]`"""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", choices=tuple(SIZES), default="full")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", choices=("", "intent"), default="", help="train this part alone, keep the rest")
    parser.add_argument("--errors", default="")
    arguments = parser.parse_args(argv)
    start = time.monotonic()

    def say(text: str) -> None:
        print(f"{time.monotonic() - start:7.1f} s  {text}", flush=True)

    if arguments.only:
        _retrain_intent(arguments.size, say)
        return
    models, figures = train(arguments.size, arguments.jobs, say)
    print(figures.report())
    if arguments.errors:
        with open(arguments.errors, "w", encoding="utf-8") as file:
            file.writelines(json.dumps(error, ensure_ascii=False, default=str) + "\n" for error in figures.errors())
    artifacts.save("header", models.payload(), FEATURE_MODULES, figures.summary())
    say("saved")


if __name__ == "__main__":
    main()
