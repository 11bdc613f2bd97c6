"""A script that reads a CSV folder into R, with nothing but what R itself brings along."""

from __future__ import annotations

from collections.abc import Sequence

from cadrage.exchange.csv_tables import Field, WrittenTable

_HEAD = r"""# Reads the tables of this folder into the list `study`: study$codings, study$documents, ...
#
#   source("read.R")                          in this folder, or
#   source("path/to/this/folder/read.R")      from anywhere, or set `folder` first
#
# Values with labels become factors (ordered where the order means something), days become Date, times POSIXct in UTC.
# What a column holds: attr(study$codings$start, "label"). The words are those of the folder's CSV files; the numbers
# of value_labels.csv are those of the factors' levels where they count from 1.

if (!exists("folder")) {
  called <- sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE))
  sourced <- Filter(Negate(is.null), lapply(sys.frames(), function(frame) frame$ofile))
  script <- c(if (length(sourced)) sourced[[length(sourced)]], called, "./read.R")[1]
  folder <- dirname(script)
}

read_words <- function(file, columns) {
  path <- file.path(folder, file)
  utf8 <- isTRUE(l10n_info()[["UTF-8"]])
  # Elsewhere R would lose every letter that the computer's own encoding lacks.
  data <- if (utf8) {
    read.csv(path, colClasses = "character", na.strings = "", check.names = FALSE, comment.char = "",
             strip.white = FALSE, fileEncoding = "UTF-8-BOM")
  } else {
    read.csv(path, colClasses = "character", na.strings = "", check.names = FALSE, comment.char = "",
             strip.white = FALSE, encoding = "UTF-8")
  }
  names(data) <- columns
  # The apostrophe that keeps spreadsheet programs from running a text.
  data[] <- lapply(data, function(words) sub("^'(?='* *[=+\\-@\t\r])", "", words, perl = TRUE))
  data
}

as_kind <- function(words, kind) {
  switch(kind,
    integer = , number = as.numeric(words),
    boolean = words == "TRUE",
    date = as.Date(words),
    datetime = as.POSIXct(words, format = "%Y-%m-%d %H:%M:%S", tz = "UTC"),
    words
  )
}

read_table <- function(table) {
  data <- read_words(table$file, table$columns)
  for (place in seq_along(table$columns)) {
    known <- labels[labels$table == table$name & labels$column == table$columns[place], ]
    kind <- table$kinds[place]
    if (nrow(known) && kind != "boolean") {
      data[[place]] <- factor(data[[place]], known$text, known$label, ordered = table$ordered[place])
    } else {
      data[[place]] <- as_kind(data[[place]], kind)
    }
    attr(data[[place]], "label") <- table$about[place]
  }
  attr(data, "label") <- table$about_table
  data
}
"""
_TAIL = """
study <- lapply(tables, read_table)
names(study) <- vapply(tables, function(table) table$name, "")
"""
_NO_LABELS = "labels <- data.frame(table = character(), column = character(), text = character(), label = character())"
_LABELS = 'labels <- read_words("value_labels.csv", c("table", "column", "value", "text", "label"))'


def script(tables: Sequence[WrittenTable]) -> str:
    """Names and labels stand in it as literals of ASCII, so that it reads alike under every locale."""
    labelled = any(field.labels for table in tables for field in table.fields)
    entries = ",\n".join(_table(table) for table in tables)
    return "\n".join((_HEAD, _LABELS if labelled else _NO_LABELS, f"tables <- list(\n{entries}\n)", _TAIL))


def _table(table: WrittenTable) -> str:
    fields = table.fields
    parts = (
        f"name = {literal(table.name)}, file = {literal(table.file.path)}",
        f"about_table = {literal(table.about)}",
        f"columns = {_vector([literal(field.name) for field in fields])}",
        f"kinds = {_vector([literal(field.kind) for field in fields])}",
        f"ordered = {_vector(['TRUE' if _is_ordered(field) else 'FALSE' for field in fields])}",
        f"about = {_vector([literal(field.about) for field in fields])}",
    )
    return "  list(" + ",\n       ".join(parts) + ")"


def _is_ordered(field: Field) -> bool:
    return field.labels is not None and field.labels.ordered


def _vector(items: Sequence[str]) -> str:
    return f"c({', '.join(items)})"


def literal(text: str) -> str:
    """A string of R that holds exactly this text."""
    return '"' + "".join(map(_character, text)) + '"'


def _character(character: str) -> str:
    number = ord(character)
    if character in '"\\':
        return f"\\{character}"
    if 32 <= number < 127:
        return character
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"
