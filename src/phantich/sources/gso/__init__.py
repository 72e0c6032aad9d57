"""Monthly workbooks of Vietnam's General Statistics Office, 2000 until today.

`reader.read_workbook` walks the sheets: `cells` reads them (`tcvn3` decodes the old texts),
`tables` finds the tables, `kinds` says what each is about, `headers` what each column means, and
the readers in `families` turn the figures into observations.
"""
