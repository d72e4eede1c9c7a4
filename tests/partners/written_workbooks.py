#!/usr/bin/python3
"""Workbooks as other programs read them: openpyxl, and LibreOffice, which makes CSV of each sheet.

    workbooks.py PROGRAM
"""
import csv
import datetime
import os
import subprocess
import sys
import tempfile

import openpyxl
from openpyxl.utils.escape import unescape

PROGRAM = os.path.abspath(sys.argv[1])

RULES = '''ruleset "Prüfung & Co" version 1.0.0
attributes
  id       text        key
  kam      text        owner
  sites    integer     optional
  weight   decimal     optional
  share    percent     optional
  revenue  money EUR   optional
  since    date        optional
  central  boolean
  note     text        optional
cluster all: otherwise -> 0.1 .. 0.25 FTE
many: sites is known and sites > 10 -> +0.5 FTE because "Many sites"
table size sum
  | sites || + FTE |
  | > 2   || 0.1   |
  | otherwise || 0.05 |
'''

ACCOUNTS = [
    ['id', 'kam', 'sites', 'weight', 'share', 'revenue', 'since', 'central', 'note'],
    ['=1+1', 'Anna', '12', '1234.5678', '15.5 %', '1234567.89', '2026-07-01', 'yes', '@SUM(A1)'],
    ['00123', 'Änne', '', '', '', '', '', 'no', '_x0041_ \uffff \t\x02'],
    ['line\nbreak', 'Anna', '3', '0.1', '0.5 %', '-0.01', '1899-12-31', 'no', ' blanks '],
    ['bad', 'Anna', '1.234', '1', '1 %', '1', '', 'no', ''],
    ['http://x.example', 'Anna', '1', '1', '1 %', '1', '', 'no', "'quoted'"],
]

KAMS = 'kam,capacity\nAnna,1\nÄnne,0.1\nOtto,1\n'


def spanne(*words, status=1):
    done = subprocess.run([PROGRAM, *words], capture_output=True, text=True)
    assert done.returncode == status, (words, done.returncode, done.stderr)
    return done


def check(found, expected, what):
    assert found == expected, f'{what}: {found!r}, not {expected!r}'


def texts(sheet):
    """openpyxl leaves the numbers of letters (`_x0041_`) in texts that stand in their cells as they are."""
    return [[unescape(cell.value) if isinstance(cell.value, str) else cell.value for cell in row]
            for row in sheet.iter_rows()]


def accounts_are_typed(book):
    sheet = book['Accounts']
    rows = texts(sheet)
    columns = 'id,kam,sites,weight,share,revenue,since,central,note,fte,status'.split(',')
    check(rows[0], columns, 'heads')
    check(rows[1][:9], ['=1+1', 'Anna', 12, 1234.5678, 0.155, 1234567.89, datetime.datetime(2026, 7, 1), True, '@SUM(A1)'],
          'first row')
    check(sheet['A2'].data_type, 's', 'text that looks like a formula')
    check(rows[1][9], 0.775, 'effort')
    check(rows[2][:9], ['00123', 'Änne', None, None, None, None, None, False, '_x0041_ \uffff \t\x02'], 'second row')
    check(rows[3][0], 'line\nbreak', 'a line break')
    check(rows[3][6], '1899-12-31', 'a day before spreadsheets count')
    check(rows[3][8], 'blanks', 'a text')
    check((rows[4][2], rows[4][9], rows[4][10]), ('1.234', None, 'rejected'), 'a number nobody could read')
    check(rows[5][0], 'http://x.example', 'an address')
    check(sheet['A6'].hyperlink, None, 'an address is a text')
    formats = {name: sheet.cell(2, 1 + columns.index(name)).number_format for name in columns}
    check(formats['share'], '0.00%', 'format of a share')
    check(formats['revenue'], '#,##0.00 "EUR"', 'format of money')
    check(formats['since'], 'yyyy\\-mm\\-dd' if '\\' in formats['since'] else 'yyyy-mm-dd', 'format of a day')


def sheets_are_laid_out(book):
    check(book.sheetnames, ['Accounts', 'KAMs', 'Clusters', 'Rules', 'About'], 'sheets')
    for sheet in book:
        assert sheet.freeze_panes in ('A2', 'B2'), sheet.title
        totals = 1 if sheet.title in ('KAMs', 'Clusters') else 0
        end = f'{openpyxl.utils.get_column_letter(sheet.max_column)}{sheet.max_row - totals}'
        check(sheet.auto_filter.ref, f'A1:{end}', f'filter of {sheet.title}')
    people = texts(book['KAMs'])
    check([row[0] for row in people], ['kam', 'Anna', 'Änne', 'Otto', 'total'], 'people')
    check(people[2][-1], 'over', 'band')
    check(people[2][-3], 2.25, 'load')
    check(len(book['KAMs'].conditional_formatting), 1, 'colours with people')
    rules = texts(book['Rules'])
    check([row[:2] for row in rules[1:]], [['many', 1], ['size#1', 2], ['size#2', 2]], 'rules and how often they counted')
    about = dict((row[0], row[1]) for row in texts(book['About'])[1:])
    check(about['rule set'], 'Prüfung & Co', 'about: rule set')
    check((about['rows'], about['rejected'], about['as of']), ('5', '1', '2026-07-02'), 'about')
    check((about['accounts'], about['people']), ('accounts.csv', 'kams.csv'), 'about: files')
    check(book.properties.created, datetime.datetime(2026, 7, 2), 'creation date')


def libreoffice_reads_the_same(folder, book):
    subprocess.run(['soffice', f'-env:UserInstallation=file://{folder}/profile', '--headless', '--convert-to',
                    'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1', '--outdir',
                    folder, f'{folder}/result.xlsx'], check=True, capture_output=True, timeout=300)
    for sheet in book:
        with open(f'{folder}/result-{sheet.title}.csv', encoding='utf-8', newline='') as file:
            rows = list(csv.reader(file))
        check(len(rows), sheet.max_row, f'rows of {sheet.title} in LibreOffice')
        for found, expected in zip(rows, texts(sheet)):
            for cell, value in zip(found, expected):
                if isinstance(value, str) and value.isprintable():
                    check(cell, value, f'{sheet.title} in LibreOffice')
                if isinstance(value, (int, float)) and not isinstance(value, bool):
                    number = float(cell.rstrip('% EUR').replace(',', '')) / (100 if '%' in cell else 1)
                    assert abs(number - value) < 0.01, (sheet.title, cell, value)


def tables_are_exported():
    spanne('table', 'export', 'g.spanne', 'size', 'size.xlsx', status=0)
    book = openpyxl.load_workbook('size.xlsx')
    check(book.sheetnames, ['size', 'About'], 'sheets of a table')
    check(texts(book['size']), [['sites', '+ FTE'], ['> 2', 0.1], ['otherwise', 0.05]], 'a table')


def main():
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        with open('g.spanne', 'w', encoding='utf-8') as file:
            file.write(RULES)
        with open('accounts.csv', 'w', encoding='utf-8', newline='') as file:
            csv.writer(file).writerows(ACCOUNTS)
        with open('kams.csv', 'w', encoding='utf-8') as file:
            file.write(KAMS)
        words = ['eval', 'g.spanne', 'accounts.csv', '--kams', 'kams.csv', '--as-of', '2026-07-02', '--columns',
                 'id,kam,sites,weight,share,revenue,since,central,note,fte,status', '-o']
        done = spanne(*words, 'result.xlsx')
        assert os.path.exists('result.xlsx'), done.stderr
        book = openpyxl.load_workbook('result.xlsx')
        accounts_are_typed(book)
        sheets_are_laid_out(book)
        tables_are_exported()
        libreoffice_reads_the_same(folder, book)
    print('workbooks: fine')


main()
