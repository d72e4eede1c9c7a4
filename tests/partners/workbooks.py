"""Writes workbooks by the programs people use, into the folder that is named."""
import datetime
import sys
import warnings
import zipfile

warnings.simplefilter("ignore")
import openpyxl
import pandas
import xlsxwriter

folder = sys.argv[1]

heads = ["Account", "Umsatz", "Seit", "Quote", "PLZ", "Aktiv", "Uhrzeit", "Notiz"]
rows = [
    ["Müller & Söhne", 2.675, datetime.date(2026, 6, 30), 0.1275, 1234, True, datetime.time(14, 5), "a\nb"],
    ["  Ärzte <1>", 123456789012.12, datetime.datetime(2026, 6, 30, 14, 5), 0.07, 80331, False, None, "x" * 300],
    ["東京", -0.1, datetime.date(1999, 12, 31), 1, 99, True, None, None],
]

book = openpyxl.Workbook()
sheet = book.active
sheet.title = "Übersicht 2026"
sheet.append(heads)
for row in rows:
    sheet.append(row)
for row in range(2, 5):
    sheet.cell(row, 2).number_format = "#,##0.00 [$€-407]"
    sheet.cell(row, 4).number_format = "0.00%"
    sheet.cell(row, 5).number_format = "00000"
sheet.append(["=A2", "=B2*2", None, "=1/0"])
sheet.merge_cells("H3:H4")
sheet.row_dimensions[3].hidden = True
sheet.column_dimensions["E"].hidden = True
book.create_sheet("Leer").sheet_state = "hidden"
book.create_chartsheet("Bild")
book.save(f"{folder}/openpyxl.xlsx")
book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
book.save(f"{folder}/from_1904.xlsx")

frame = pandas.DataFrame(
    {
        "Account": ["Müller", "B"],
        "Umsatz": [0.1 + 0.2, None],
        "Sites": [3, 4],
        "Aktiv": [True, False],
        "Seit": pandas.to_datetime(["2026-01-01", "2026-01-02 10:00:30"]),
    }
)
frame.to_excel(f"{folder}/pandas.xlsx", index=False)
frame.to_excel(f"{folder}/pandas.ods", index=False, engine="odf")

book = xlsxwriter.Workbook(f"{folder}/xlsxwriter.xlsx", {"constant_memory": True, "use_zip64": True})
sheet = book.add_worksheet("Daten")
sheet.write_row(0, 0, ["Account", "Umsatz", "Seit", "Aktiv"])
day = book.add_format({"num_format": "dd.mm.yyyy"})
euro = book.add_format({"num_format": '#,##0.00 "€"'})
for row in range(1, 4):
    sheet.write_string(row, 0, f"Kunde {row}")
    sheet.write_number(row, 1, row * 1.005, euro)
    sheet.write_datetime(row, 2, datetime.datetime(2026, 1, row), day)
    sheet.write_boolean(row, 3, row % 2 == 0)
book.close()

# A workbook as a program would write it that streams: sizes after the parts, everything in the larger form.
with zipfile.ZipFile(f"{folder}/openpyxl.xlsx") as old, open(f"{folder}/streamed.xlsx", "wb") as file:
    class Stream:
        def write(self, data):
            return file.write(data)

        def flush(self):
            pass

    with zipfile.ZipFile(Stream(), "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            with new.open(name, "w", force_zip64=True) as part:
                part.write(old.read(name))
