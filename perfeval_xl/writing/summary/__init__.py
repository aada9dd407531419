"""The 汇总表 of a bureau: one workbook in which everything that came in is accounted for."""
