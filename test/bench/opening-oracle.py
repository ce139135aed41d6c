"""Cells of files as independent readers see them: openpyxl for workbooks, the csv module for text files.

Reads jobs (JSON list of {"path", "out", "kind", "encoding", "delimiter"}) from standard input and writes one JSON file
per job: {"sheets": {name: [[row, column, type, value], ...]}} with rows from 1, columns from 0 and types n(umber),
b(oolean), d(ate), s(tring); or {"error": text}.
"""
import csv
import datetime
import json
import sys
import warnings

warnings.filterwarnings("ignore")
csv.field_size_limit(1 << 30)


def clock(value):
    text = value.strftime("%H:%M:%S")
    milliseconds = round(value.microsecond / 1000)
    return text if milliseconds == 0 else f"{text}.{milliseconds:03d}"


def cell(value):
    if isinstance(value, bool):
        return "b", value
    if isinstance(value, (int, float)):
        return "n", value
    if isinstance(value, datetime.datetime):
        value = value + datetime.timedelta(microseconds=500)
        value = value.replace(microsecond=value.microsecond // 1000 * 1000)
        day = value.strftime("%Y-%m-%d") if value.year >= 1000 else f"{value.year:04d}-{value.month:02d}-{value.day:02d}"
        return "d", day if value.time() == datetime.time() else f"{day} {clock(value)}"
    if isinstance(value, datetime.date):
        return "d", value.isoformat()
    if isinstance(value, datetime.time):
        return "d", clock(value)
    if isinstance(value, datetime.timedelta):
        return "t", value.total_seconds() / 86400
    return "s", str(value)


def workbook(path):
    import openpyxl

    book = openpyxl.load_workbook(path, data_only=True)
    sheets = {}
    for sheet in book.worksheets:
        cells = []
        # iter_rows() would make every cell of the declared range, which may be the whole grid.
        for (row, column), one in sorted(sheet._cells.items()):
            # An empty cell under a link is given the link's address by openpyxl.
            linked = one.hyperlink is not None and one.value == one.hyperlink.target
            if one.value is not None and not linked:
                kind, value = cell(one.value)
                cells.append([row, column - 1, kind, value])
        sheets[sheet.title] = cells
    return sheets


def text(path, encoding, delimiter):
    cells = []
    with open(path, encoding=encoding, newline="") as file:
        for number, record in enumerate(csv.reader(file, delimiter=delimiter), 1):
            for column, value in enumerate(record):
                if value != "":
                    cells.append([number, column, "s", value])
    return {"": cells}


for job in json.load(sys.stdin):
    try:
        sheets = text(job["path"], job["encoding"], job["delimiter"]) if job["kind"] == "csv" else workbook(job["path"])
        result = {"sheets": sheets}
    except Exception as error:
        result = {"error": f"{type(error).__name__}: {error}"[:300]}
    with open(job["out"], "w") as out:
        json.dump(result, out)
