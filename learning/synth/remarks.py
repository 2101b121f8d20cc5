"""What stands beside an item for the buyer's own people, "DWG A-50895 • JOB 841-97", and other small texts of lines."""

from __future__ import annotations

from random import Random

from learning.synth.draw import chance, pattern, weighted
from learning.synth.vocab import vocab

SIGNS = {" • ": 1.5, " / ": 2, " | ": 1.5, "; ": 1, ", ": 1.5, " - ": 1.5, "  ": 0.7, " · ": 0.7, " ": 0.5}
CODES = (
    "@-#####", "###-##", "@@@####", "####", "######", "##-####", "4500######", "@@@-####", "@##", "##.###.##",
    "#####/#", "@@-##-####", "10######",
)  # fmt: skip


def remark_form(rng: Random, language: str) -> str:
    """A document's remark with slots, the same under all its items."""
    count = weighted(rng, {1: 4, 2: 3, 3: 2, 4: 0.7})
    form = weighted(rng, SIGNS).join(rng.sample(vocab("remarks")["part"][language], count))
    form = form.replace("{k}", f"{{{rng.choice(CODES)}}}") if chance(rng, 0.7) else form
    raised = chance(rng, 0.35)
    form = _raised(form) if raised else form
    head, *slots = form.split("{")
    kept = rng.choice((0.0, 0.0, 0.5, 1.0))  # the same job for all items, or one each
    for slot in slots:
        name, _, rest = slot.partition("}")
        value = _value(rng, name, language) if chance(rng, kept) else f"{{{name}}}"
        head += (value.upper() if raised and not value.startswith("{") else value) + rest
    return head


def remark(rng: Random, form: str, language: str) -> str:
    """A form with its slots filled; a slot may hold the shape of its codes."""
    made = ""
    for part in form.split("{"):
        slot, closed, rest = part.partition("}")
        made += _value(rng, slot, language) + rest if closed else part
    return made.upper() if form == _raised(form) else made


def _raised(form: str) -> str:
    """The form in capitals, its slots as they are."""
    return "{".join(
        f"{slot}}}{rest.upper()}" if closed else part.upper()
        for part in form.split("{")
        for slot, closed, rest in (part.partition("}"),)
    )


def _value(rng: Random, slot: str, language: str) -> str:
    people = vocab("people")
    if slot == "n":
        return str(rng.randint(1, 9))
    if slot == "q":
        return ", ".join(f"Q{rng.randint(1, 40):02d}" for _ in range(rng.randint(1, 4)))
    if slot == "p":
        return f"{rng.choice('ABCDEGHJKLMPRST')}. {rng.choice(people['last'][language])}"
    if slot == "w":
        return str(rng.choice(vocab("remarks")["place"][language])).replace("{n}", str(rng.randint(1, 9)))
    if slot == "c":
        return pattern(rng, rng.choice(("########", "####.##.##", "#### ## ##")))
    return pattern(rng, rng.choice(CODES) if slot == "k" else slot)


def phrase(rng: Random, kind: str, language: str) -> str:
    """A comment or a heading among the lines, as people write it."""
    words = vocab("phrases")[kind]
    trades = vocab("people")["trade"][language]
    last = rng.choice(vocab("people")["last"][language])
    form = str(rng.choice(words[language]))
    return form.format(
        n=rng.randint(1, 40), l=last, w=rng.choice(trades), k=pattern(rng, rng.choice(("@####", "##-###", "#####")))
    )


def hsn_code(rng: Random) -> str:
    """A code of the customs; one of eight digits now and then passes for a GTIN of eight, too."""
    code = pattern(rng, rng.choice(("########", "####", "######", "7318####", "8536####")))
    if len(code) == 8 and chance(rng, 0.3):
        weighed = sum(int(c) * (3, 1)[i % 2] for i, c in enumerate(code[:7]))
        code = f"{code[:7]}{-weighed % 10}"
    return code
