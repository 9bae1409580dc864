"""What the blocks around a date that stands alone say it is for: its row, its column, the line before or after it."""

from __future__ import annotations

from eventcal.blocks import Block
from eventcal.reading.deadlines.lines import NO_DEADLINES, Line, Stated, final_last, strongest, telling
from eventcal.reading.survey import Survey

LABEL = 120  # characters of a block that is a label
CELL = 160  # characters of a table cell that is one
ROW = 8  # blocks to each side of a cell in which the rest of its row stands


class Neighbours:
    """The labels of lone dates. Whether they stand before their dates or behind is decided once for each list."""

    def __init__(self, survey: Survey) -> None:
        self.blocks = survey.page.blocks
        self.languages = survey.languages_known
        self.dated = {m.block.index for m in survey.mentions if m.block is not None}
        self.steps: dict[tuple[int, str], int] = {}
        self.heads: dict[tuple[int, int], Block] = {}
        for block in self.blocks:
            if block.row:
                self.heads.setdefault((block.group, block.cell), block)

    def stated(self, line: Line) -> list[Stated]:
        """The deadline that the neighbours make of a line's dates; none where they do not say that it is one."""
        block = line.block
        kind = self.in_table(block) if block.row else self.in_list(block)
        return [] if kind is None or kind in NO_DEADLINES else [Stated(kind, final_last(line, line.mentions))]

    def in_table(self, block: Block) -> str | None:
        """The kind that the other cells of the row name, else the head of the column."""
        near = self.blocks[max(block.index - ROW, 0) : block.index + ROW]
        cells = [b for b in near if b.row == block.row and b is not block and len(b.text) < CELL]
        kind = strongest([label for b in cells for label in telling(b.text, self.languages)])
        head = self.heads[block.group, block.cell]
        return kind or (self.kind_of(head.index) if head.row != block.row else None)

    def in_list(self, block: Block) -> str | None:
        """The kind that the block before the date names, or the one behind, whichever this list uses."""
        key = block.group, block.path
        if key not in self.steps:
            behind = block.tag != "dd" and self.kind_of(block.index - 1) is None and self.kind_of(block.index + 1)
            self.steps[key] = 1 if behind else -1
        return self.kind_of(block.index + self.steps[key])

    def kind_of(self, index: int) -> str | None:
        """The kind that a whole short block without a date names."""
        if not 0 <= index < len(self.blocks) or index in self.dated or len(self.blocks[index].text) > LABEL:
            return None
        return strongest(telling(self.blocks[index].text, self.languages))
