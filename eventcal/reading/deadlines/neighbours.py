"""What the blocks around a date that stands alone say it is for: its row, its column, the line before or after it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from eventcal.blocks import Block
from eventcal.reading.deadlines.lines import Line, Stated, final_last, kinds_of, telling, tells_something
from eventcal.reading.survey import Mention, Survey
from eventcal.reading.whens.cues import NEWS, POSTED_CLASS

LABEL = 120  # characters of a block that is a label
CELL = 160  # characters of a table cell that is one
BACK = 4  # lines before a date in its block in which its label may stand, earlier dates between
NAMING = (
    40  # characters of a label; in a longer one a word may be part of a name: "Conference on Logic and Applications"
)
ROW = 8  # blocks to each side of a cell in which the rest of its row stands
SIGNED = re.compile(r"(?:,|\bby) [A-ZÀ-Þ]\w+ [A-ZÀ-Þ]\w+$")
"""The date is that of a post, with the name of who wrote it."""
NOT_NEEDED = re.compile(r"\b(?:no|not) (?:\w+ ){0,3}(?:required|needed|necessary)\b", re.I)


class Neighbours:
    """The labels of lone dates. Whether they stand before their dates or behind is decided once for each list."""

    def __init__(self, survey: Survey) -> None:
        self.survey = survey
        self.blocks = survey.page.blocks
        self.languages = survey.languages_known
        dated = [
            (m.block.index, m.block.text.rfind("\n", 0, m.dates.start) + 1)
            for m in survey.mentions
            if m.block is not None
        ]
        self.dated = {index for index, _ in dated}
        self.dated_lines = set(dated)
        self.steps: dict[tuple[int, str], int] = {}
        self.heads: dict[int, list[Block]] = {}
        for block in self.blocks:
            if block.row:
                head = self.heads.setdefault(block.group, [])
                if not head or head[0].row == block.row:
                    head.append(block)

    def stated(self, line: Line, replaced: Sequence[Mention] = ()) -> list[Stated]:
        """The deadlines that the neighbours make of a line's dates; none where they do not say that it is one. `replaced`:
        struck out dates in the blocks or lines right before it."""
        kinds = self.kinds_beside(line, replaced[0].block or line.block if replaced else line.block)
        if line.block.row and kinds == ("any",) and (two := abstract_in_brackets(line)):
            return two
        return [Stated(kind, final_last(line, [*replaced, *line.mentions])) for kind in kinds]

    def kinds_beside(self, line: Line, first: Block) -> tuple[str, ...]:
        """The kinds that the line before in the block, the row or the list names; `first`: where the dates begin."""
        if self.is_news(line.block):
            return ()
        if (above := self.line_before(line)) is not None:
            return self.kinds_in(above)
        if line.block.row:
            return self.in_table(line)
        is_lone = line.is_date_alone and not line.is_labelled and not SIGNED.search(line.text)
        return self.in_list(first) if is_lone and line.block.zone != "header" else ()

    def line_before(self, line: Line) -> str | None:
        """The last line without a date shortly before a line of the same block, where that is a label."""
        if not line.start or not line.is_short or line.is_labelled:
            return None
        text, end = line.block.text, line.start - 1
        for _ in range(BACK):
            start = text.rfind("\n", 0, max(end, 0)) + 1
            if (line.block.index, start) not in self.dated_lines:
                return text[start:end] if end - start <= LABEL and self.kinds_in(text[start:end]) else None
            end = start - 1
        return None

    def is_news(self, block: Block) -> bool:
        """Whether a date is that of a piece of news."""
        return bool(POSTED_CLASS.search(block.classes) or NEWS.search(self.survey.heading(block)))

    def in_table(self, line: Line) -> tuple[str, ...]:
        """The kinds that the head of the column names, else the other cells of the row."""
        block = line.block
        head = self.in_column(block)
        if head and head != ("any",):
            return head
        near = self.blocks[max(block.index - ROW, 0) : block.index + ROW]
        row = [b for b in near if b.row == block.row]
        for cell in sorted(row, key=lambda b: abs(b.cell - block.cell)):
            text = abreast(line, cell)
            kinds = self.kinds_in(text) if cell is not block and len(text) < CELL else ()
            if kinds:
                return kinds
        return head

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
            self.steps[key] = 1 if self.labels_follow(block) else -1
        label = block.index + self.steps[key]
        in_other_table = 0 <= label < len(self.blocks) and self.blocks[label].row > 0 and not block.row
        return () if in_other_table else self.kinds_at(label)

    def labels_follow(self, block: Block) -> bool:
        """Whether in the list that a date begins the labels stand behind the dates. Where words of a call stand on both
        sides, those before are a heading if the labels to come look otherwise."""
        if block.tag == "dd" or not self.kinds_at(block.index + 1):
            return False
        if not self.kinds_at(block.index - 1):
            return True
        second = block.index + 2
        return second in self.dated and self.blocks[block.index - 1].path != self.blocks[block.index + 1].path

    def kinds_at(self, index: int) -> tuple[str, ...]:
        """The kinds that a whole short block without a date names; the page's own heading is no label."""
        block = self.blocks[index] if 0 <= index < len(self.blocks) and index not in self.dated else None
        return self.kinds_in(block.text) if block is not None and block.level != 1 and len(block.text) <= LABEL else ()

    def kinds_in(self, text: str) -> tuple[str, ...]:
        """The kinds that a label names; none where it is a sentence, or a long name, without a word such as "due"."""
        labels = telling(text, self.languages)
        if not labels or NOT_NEEDED.search(text):
            return ()
        is_due = any(label.kind == "any" for label in labels)
        if not is_due and (tells_something(text) or (len(text) > NAMING and labels[0].start > NAMING // 2)):
            return ()
        return kinds_of(text, labels)


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
