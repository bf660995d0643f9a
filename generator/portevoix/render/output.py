"""What templates put out: escaped once, without the wrapping in ``Markup`` that Jinja drops again right after."""

from __future__ import annotations

from typing import Any

from jinja2 import Undefined, nodes
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup, _escape_inner, escape  # type: ignore[attr-defined]


def escaped(value: Any) -> str:
    """``value`` for HTML, in the very characters of ``markupsafe.escape``.

    ``TypeError`` for what can only be called: its text would be where it lies in memory.
    """
    kind = type(value)
    if kind is str:
        text: str = _escape_inner(value)  # what ``escape`` calls, which wraps it; a test compares the two
        return text
    if isinstance(value, Markup):
        return value
    if callable(value) and not isinstance(value, Undefined):
        raise TypeError("this is a function: write brackets after its name, with what it needs")
    return escape(value)


class Compiler(CodeGenerator):
    """Jinja's compiler, but ``{{ … }}`` calls the environment's ``escaped``.

    The method is Jinja's own affair: should a version no longer call it, templates are only slower.
    """

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and finalize.src is None:
            self.write("environment.escaped(")
        else:
            super()._output_child_pre(node, frame, finalize)
