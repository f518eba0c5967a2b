"""The mutants of a module: each change that mutmut's operators make, but for those that no test is meant to notice."""

import hashlib
import itertools
import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import libcst as cst
from libcst.metadata import MetadataWrapper, PositionProvider
from mutmut.mutation.mutators import mutation_operators

SOURCE = Path(__file__).parents[2] / "src"
PACKAGES = ("values", "records", "dataset", "measures", "analysis")

IN_WORDS = {"__repr__", "__str__", "__format__", "__rich__", "explain", "page", "cite"}
"""Functions that only word what others compute: their texts are not changed, their numbers and branches are."""

WORDING = {"page.py", "wording.py", "explanation.py", "literature.py", "citing.py", "lines.py"}
"""Modules that hold words: likewise."""

UNCHANGED_ARGUMENTS = {
    *("strict", "encoding", "description", "title", "examples", "alias_priority", "maxsize"),
    *("style", "justify", "no_wrap", "overflow", "padding"),
}
"""Keywords that guard, describe or adorn: no call is one that zip's ``strict`` refuses, the encoding is the machine's,
what is described stands in the codebook, a cache's size changes the time only, and a style how words look."""

NEVER = {"cast", "TypeVar", "NewType", "ParamSpec", "lru_cache"}
"""Calls whose arguments are types, or sizes of caches."""


PROSE = re.compile(r"\w,? \w")
"""A text of several words is for people to read; names, codes and units of ours are one word."""


@dataclass(frozen=True)
class Mutant:
    """One change of one module."""

    path: Path
    root: Path  # the folder that modules are imported from
    lines: tuple[int, int]  # from the beginning of the statement to the end of what is changed
    function: str | None  # the outermost function, as Python qualifies its name; none where a module or class is made
    before: str
    after: str
    number: int  # among all of the module
    like: int  # how many before it change the same text in the same way, in the same function

    @property
    def name(self):
        """What it is called: module, function, changed text, and a digest that tells it from its like."""
        module = str(self.path.relative_to(self.root)).removeprefix("mxus/")
        digest = hashlib.sha256(f"{self.function} {self.before} {self.after} {self.like}".encode()).hexdigest()[:6]
        return f"{module}:{self.function or '(made at import)'}:{digest}"

    @property
    def code(self):
        """The whole changed module."""
        return _rendered(self.path, self.root, self.number)


class _Finder(cst.CSTVisitor):
    METADATA_DEPENDENCIES = (PositionProvider,)

    def __init__(self, path, root, module):
        self.path, self.root, self.module = path, root, module
        self.found, self.changes = [], []
        self.above, self.seen = [], Counter()

    def on_visit(self, node):
        if self._left_alone(node):
            return False
        position = self.get_metadata(PositionProvider, node, None)
        for kind, operator in mutation_operators if position else ():
            if isinstance(node, kind):
                for changed in operator(node):
                    if not self._only_words(node, changed):
                        self._add(node, changed, position)
        self.above.append(node)
        return True

    def on_leave(self, node):
        if self.above and self.above[-1] is node:
            self.above.pop()

    def _left_alone(self, node):
        if isinstance(node, cst.Annotation | cst.Decorator | cst.Import | cst.ImportFrom):
            return True
        if isinstance(node, cst.Arg):
            return bool(node.keyword) and node.keyword.value in UNCHANGED_ARGUMENTS
        if isinstance(node, cst.Call):
            return isinstance(node.func, cst.Name) and node.func.value in NEVER
        if isinstance(node, cst.Subscript):  # an annotation with a name
            return isinstance(node.value, cst.Name) and node.value.value == "Literal"
        if isinstance(node, cst.If):
            return isinstance(node.test, cst.Name) and node.test.value == "TYPE_CHECKING"
        return isinstance(node, cst.SimpleStatementLine) and self._speaks_of_the_module(node.body[0])

    @staticmethod
    def _speaks_of_the_module(statement):
        """Whether a statement is a docstring, or sets a name such as ``__all__``."""
        if isinstance(statement, cst.Assign):
            target = statement.targets[0].target
            return isinstance(target, cst.Name) and target.value.startswith("__")
        return isinstance(statement, cst.Expr) and isinstance(statement.value, cst.BaseString)

    def _only_words(self, node, changed):
        """Whether the change is one of words only: of a text in an error or in a rendering, or of what describes."""
        said = any(isinstance(each, cst.Raise) for each in self.above)
        functions = {each.name.value for each in self.above if isinstance(each, cst.FunctionDef)}
        worded = said or self.path.name in WORDING or not IN_WORDS.isdisjoint(functions)
        if isinstance(node, cst.BaseString):
            return worded or bool(PROSE.search(self.module.code_for_node(node)))
        if isinstance(node, cst.Call) and isinstance(changed, cst.Call):
            gone = [each for each in node.args if not any(each is kept for kept in changed.args)]
            described = any(each.keyword and each.keyword.value in UNCHANGED_ARGUMENTS for each in gone)
            return described or (said and any(isinstance(each.value, cst.BaseString) for each in gone))
        return False

    def _add(self, node, changed, position):
        statements = (cst.SimpleStatementLine, cst.BaseCompoundStatement)
        first = position.start.line
        for each in reversed(self.above):
            if isinstance(each, statements):
                first = self.get_metadata(PositionProvider, each).start.line
                break
        before, after = (" ".join(self.module.code_for_node(each).split()) for each in (node, changed))
        what = (self._function(node), before, after)
        self.seen[what] += 1
        lines = (first, position.end.line)
        self.found.append(Mutant(self.path, self.root, lines, *what, len(self.found), self.seen[what] - 1))
        self.changes.append((node, changed))

    def _function(self, node):
        """The outermost function whose body holds a node; defaults and decorators are evaluated outside of it."""
        within = [*self.above, node]
        names = []
        for each, inner in itertools.pairwise(within):
            if isinstance(each, cst.ClassDef):
                names.append(each.name.value)
            elif isinstance(each, cst.FunctionDef):
                return ".".join([*names, each.name.value]) if inner is each.body else None
        return None


@lru_cache(maxsize=2)
def _found(path, root):
    wrapper = MetadataWrapper(cst.parse_module(path.read_text(encoding="utf-8")))
    finder = _Finder(path, root, wrapper.module)
    wrapper.visit(finder)
    return wrapper.module, finder


def _rendered(path, root, number):
    module, finder = _found(path, root)
    before, after = finder.changes[number]
    return module.deep_replace(before, after).code


def mutants_of(path, root=SOURCE):
    """Return the mutants of a module, in the order of its text."""
    return _found(path, root)[1].found


def mutants_of_package(package):
    """Return the mutants of a package, module by module."""
    return [each for path in sorted((SOURCE / "mxus" / package).rglob("*.py")) for each in mutants_of(path)]
