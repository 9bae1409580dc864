"""What the blocks around a date that stands alone say it is for: its row, its column, the line before or after it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from eventcal.blocks import Block
from eventcal.reading.deadlines.lines import Line, Stated, final_last, kinds_of, telling
from eventcal.reading.survey import Survey

LABEL = 120  # characters of a block that is a label
CELL = 160  # characters of a table cell that is one
ROW = 8  # blocks to each side of a cell in which the rest of its row stands
SIGNED = re.compile(r"(?:,|\bby) [A-ZÀ-Þ]\w+ [A-ZÀ-Þ]\w+$")
"""The date is that of a post, with the name of who wrote it."""
NOT_NEEDED = re.compile(r"\b(?:no|not) (?:\w+ ){0,3}(?:required|needed|necessary)\b", re.I)


class Neighbours:
    """The labels of lone dates. Whether they stand before their dates or behind is decided once for each list."""

    def __init__(self, survey: Survey) -> None:
        self.blocks = survey.page.blocks
        self.languages = survey.languages_known
        self.dated = {m.block.index for m in survey.mentions if m.block is not None}
        self.steps: dict[tuple[int, str], int] = {}
        self.heads: dict[int, list[Block]] = {}
        for block in self.blocks:
            if block.row:
                head = self.heads.setdefault(block.group, [])
                if not head or head[0].row == block.row:
                    head.append(block)

    def stated(self, line: Line) -> list[Stated]:
        """The deadlines that the neighbours make of a line's dates; none where they do not say that it is one."""
        if line.block.row:
            kinds = self.in_table(line)
        elif line.is_short and line.block.zone != "header" and not line.is_labelled and not SIGNED.search(line.text):
            kinds = self.in_list(line.block)
        else:
            return []
        if line.block.row and kinds == ("any",) and (two := abstract_in_brackets(line)):
            return two
        return [Stated(kind, final_last(line, line.mentions)) for kind in kinds]

    def in_table(self, line: Line) -> tuple[str, ...]:
        """The kinds that the other cells of the row name, else the head of the column."""
        block = line.block
        near = self.blocks[max(block.index - ROW, 0) : block.index + ROW]
        row = [b for b in near if b.row == block.row]
        for cell in sorted(row, key=lambda b: abs(b.cell - block.cell)):
            text = abreast(line, cell)
            kinds = self.kinds_in(text) if cell is not block and len(text) < CELL else ()
            if kinds:
                return kinds
        return self.in_column(block)

    def in_column(self, block: Block) -> tuple[str, ...]:
        """The kinds that the head of a cell's column names."""
        return next((kinds for head in self.heads_of(block) if (kinds := self.kinds_at(head.index))), ())

    def heads_of(self, block: Block) -> Iterator[Block]:
        """The heads that a cell may stand under: the one of its number; counted from the right where a cell of the row
        before reaches into this one."""
        heads = self.heads[block.group]
        if heads[0].row == block.row:
            return
        yield from (head for head in heads if head.cell == block.cell)
        last = max(b.cell for b in self.blocks[block.index : block.index + ROW] if b.row == block.row)
        shift = heads[-1].cell - last
        if shift > 0:
            yield from (head for head in heads if head.cell == block.cell + shift)

    def in_list(self, block: Block) -> tuple[str, ...]:
        """The kinds that the block before the date names, or the one behind, whichever this list uses."""
        key = block.group, block.path
        if key not in self.steps:
            behind = block.tag != "dd" and not self.kinds_at(block.index - 1) and self.kinds_at(block.index + 1)
            self.steps[key] = 1 if behind else -1
        return self.kinds_at(block.index + self.steps[key])

    def kinds_at(self, index: int) -> tuple[str, ...]:
        """The kinds that a whole short block without a date names; the page's own heading is no label."""
        block = self.blocks[index] if 0 <= index < len(self.blocks) and index not in self.dated else None
        return self.kinds_in(block.text) if block is not None and block.level != 1 and len(block.text) <= LABEL else ()

    def kinds_in(self, text: str) -> tuple[str, ...]:
        """The kinds that a text names."""
        return () if NOT_NEEDED.search(text) else kinds_of(text, telling(text, self.languages))


def abreast(line: Line, cell: Block) -> str:
    """The text of another cell of the row; where both have as many lines, its line beside this one."""
    mine, theirs = line.block.text.split("\n"), cell.text.split("\n")
    if len(mine) == 1 or len(mine) != len(theirs):
        return cell.text
    return theirs[line.block.text.count("\n", 0, line.start)]


def abstract_in_brackets(line: Line) -> list[Stated] | None:
    """The paper's day and, in brackets, the abstract's before it, as lists of calls write them; None where there is no such
    pair."""
    if len(line.mentions) != 2:
        return None
    paper, abstract = line.mentions
    gap = line.text[line.end(paper) : line.begin(abstract)]
    if gap.strip() != "(" or abstract.struck or abstract.span[1] >= paper.span[1]:
        return None
    return [Stated("any", (paper,)), Stated("abstract", (abstract,))]
