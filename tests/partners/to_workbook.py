#!/usr/bin/python3
"""Writes a CSV file as a workbook with typed cells: to_workbook.py IN.csv KINDS OUT.xlsx

KINDS has a letter for each column: t text, n number, b yes or no, d day.
"""
import csv
import datetime
import sys

import openpyxl

CELLS = {
    't': str,
    'n': float,
    'b': lambda text: text == 'yes',
    'd': lambda text: datetime.date.fromisoformat(text),
}


def main():
    source, kinds, target = sys.argv[1:]
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    with open(source, encoding='utf-8', newline='') as file:
        rows = list(csv.reader(file))
    sheet.append(rows[0])
    for row in rows[1:]:
        sheet.append([CELLS[kind](cell) if cell else None for kind, cell in zip(kinds, row)])
    workbook.save(target)


main()
