"""What a drag carries: the words that are selected, or a code of the tree."""

from __future__ import annotations

from PySide6.QtCore import QMimeData

from cadrage.core.model import Span

SPAN_MIME = "application/x-cadrage-span"
CODE_MIME = "application/x-cadrage-code"


def span_data(span: Span, text: str) -> QMimeData:
    """The words of a span as text for other programs, its ends for this one."""
    data = QMimeData()
    data.setText(span.quotation(text))
    data.setData(SPAN_MIME, f"{span.start} {span.end}".encode())
    return data


def span_of(data: QMimeData) -> Span | None:
    """The span that a drag carries, in the document in front; None where it carries none."""
    numbers = _numbers(data, SPAN_MIME)
    return Span(*numbers) if len(numbers) == 2 and 0 <= numbers[0] < numbers[1] else None


def code_of(data: QMimeData) -> int | None:
    """The one code that a drag carries; None where it carries none, or several."""
    numbers = _numbers(data, CODE_MIME)
    return numbers[0] if len(numbers) == 1 else None


def _numbers(data: QMimeData, kind: str) -> list[int]:
    # Any program can drag anything here under our name.
    words = bytes(data.data(kind).data()).split() if data.hasFormat(kind) else []
    return [int(word) for word in words] if all(word.isdigit() for word in words) else []
