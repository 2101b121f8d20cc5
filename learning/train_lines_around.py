"""What stands around a sketched table: title, parties, numbers, totals, terms. None of it may be taken for items."""

from __future__ import annotations

from random import Random

from learning.synth.content import OrderContent
from learning.synth.draw import chance, pattern
from learning.synth.orders import draw_note
from learning.synth.vocab import vocab
from learning.train_lines_canvas import Canvas, Piece
from learning.train_lines_sketch import Plan, Style


def front(rng: Random, canvas: Canvas, order: OrderContent, style: Style) -> None:
    """Title, parties and numbers above the table: what must not be taken for items."""
    labels = vocab("labels")
    language = style.language
    canvas.put(canvas.margin, canvas.y, [Piece(str(rng.choice(labels["title"][language])))], canvas.size * 1.6, True)
    canvas.y += canvas.size * 2.4
    left = [
        order.buyer.name,
        order.buyer.street,
        f"{order.buyer.postcode} {order.buyer.city}",
        f"Tel. {order.buyer.phone}",
    ]
    right = []
    for key, value in (
        ("po_number", order.po_number),
        ("order_date", style.day(order.order_date)),
        ("contact", order.contact.name),
        ("account", order.our_account or "4711"),
        ("payment_terms", order.payment_terms),
        ("requested_date", style.day(order.requested_date) if order.requested_date else ""),
        ("currency", order.currency),
    ):
        if value and chance(rng, 0.6):
            right.append(f"{rng.choice(labels[key][language])}{rng.choice((':', ' :', '', ':'))} {value}")
    if chance(rng, 0.5):
        left += [order.vendor.name, order.vendor.street, f"{order.vendor.postcode} {order.vendor.city}"]
    step = canvas.size * rng.uniform(1.1, 1.5)
    for at in range(max(len(left), len(right))):
        if at < len(left):
            canvas.put(canvas.margin, canvas.y, [Piece(left[at])])
        if at < len(right):
            canvas.put(canvas.width * 0.55, canvas.y, [Piece(right[at])])
        canvas.y += step
    if chance(rng, 0.3):
        canvas.put(canvas.margin, canvas.y, [Piece(str(rng.choice(vocab("phrases")["intro"][language])))])
        canvas.y += step
    if chance(rng, 0.15):  # a row of boxes with headings of its own
        x = canvas.margin
        for key, value in (
            ("order_date", style.day(order.order_date)),
            ("payment_terms", order.payment_terms),
            ("ship_via", order.ship_via),
        ):
            canvas.put(x, canvas.y, [Piece(str(rng.choice(labels[key][language])))], bold=True)
            canvas.put(x, canvas.y + step, [Piece(str(value)[:24])])
            x += canvas.width * 0.3
        canvas.y += 2 * step
    canvas.y += canvas.size * rng.uniform(0.8, 3)


def after(rng: Random, canvas: Canvas, order: OrderContent, style: Style, plan: Plan) -> None:
    """Totals, note, terms with numbers in them, bank: below the table."""
    labels, step = vocab("labels"), canvas.size * rng.uniform(1.2, 1.6)
    language = style.language
    rows = []
    if "amount" in plan.columns or chance(rng, 0.3):
        rows.append((str(rng.choice(labels["total_net"][language])), style.amount(order.total_net)))
        if chance(rng, 0.5):
            rows.append((str(rng.choice(labels["total_tax"][language])), style.amount(order.total_tax)))
            rows.append((str(rng.choice(labels["total_gross"][language])), style.amount(order.total_gross)))
    right = canvas.width - canvas.margin
    for name, value in rows:
        broken(canvas, step)
        label, value = [Piece(name)], value + rng.choice(("", "", f" {style.money}"))
        canvas.put(right - canvas.measure([Piece(value)]), canvas.y, [Piece(value)])
        far = rng.choice((8.0, 60.0, 120.0))
        canvas.put(right - canvas.measure([Piece(value)]) - far - canvas.measure(label), canvas.y, label)
        canvas.y += step
    if order.notes:
        broken(canvas, step)
        canvas.put(canvas.margin, canvas.y, [Piece(order.notes)])
        canvas.y += step
    for _ in range(rng.choice((0, 0, 1, 2, 4))):
        text = rng.choice(
            (
                draw_note(rng, language),
                f"IBAN DE{pattern(rng, '## #### #### #### #### ##')} BIC {pattern(rng, '@@@@@@##')}",
                f"{order.buyer.name} - {order.buyer.street} - {order.buyer.postcode} {order.buyer.city} - "
                f"{order.buyer.vat_id}",
                str(rng.choice(vocab("phrases")["closing"][language])),
                order.payment_terms,
            )
        )
        broken(canvas, step)
        canvas.put(canvas.margin, canvas.y, [Piece(str(text))])
        canvas.y += step


def broken(canvas: Canvas, need: float) -> bool:
    if canvas.y + need > canvas.height - canvas.margin:
        canvas.put(
            canvas.width / 2, canvas.height - canvas.margin + 4, [Piece(f"{canvas.number} / {canvas.number + 1}")]
        )
        canvas.close()
        return True
    return False
