-- Federal values, one row a year: they end with the last year that is known, so that a year nobody has checked fails by name.
INSERT INTO hr.rate_rows (scope_country, rate_code, value, unit, valid_from, valid_to, source, source_year, confidence)
SELECT 'CH', code, v.value, unit, make_date(year, 1, 1), make_date(year, 12, 31), source, year, coalesce(v.confidence, rates.confidence)
FROM (VALUES
    ('AVS_EE', 'fraction', 0.053, 0.053, 0.053, 'LAVS art. 5, LAI art. 3, LAPG art. 27: 5.3 %', 'sourced', NULL),
    ('AVS_ER', 'fraction', 0.053, 0.053, 0.053, 'LAVS art. 13, LAI art. 3, LAPG art. 27: 5.3 %', 'sourced', NULL),
    ('AVS_FROM_AGE', 'count', 18, 18, 18, 'LAVS art. 3: from 1 January after the 17th birthday', 'sourced', NULL),
    ('AVS_RETIREE_ALLOWANCE', 'money_month', 1400, 1400, 1400, 'RAVS art. 6quater: 1,400 a month', 'sourced', NULL),
    ('AC_EE', 'fraction', 0.011, 0.011, 0.011, 'LACI art. 3: 1.1 %', 'sourced', NULL),
    ('AC_ER', 'fraction', 0.011, 0.011, 0.011, 'LACI art. 3: 1.1 %', 'sourced', NULL),
    ('AC_CAP_YEAR', 'money_year', 148200, 148200, 148200, 'OLAA art. 22 by LACI art. 3: 148,200', 'sourced', 'unsourced'),
    ('LAA_CAP_YEAR', 'money_year', 148200, 148200, 148200, 'OLAA art. 22: 148,200', 'sourced', 'unsourced'),
    ('LAA_NBU_MIN_WEEKLY_HOURS', 'count', 8, 8, 8, 'OLAA art. 13: eight hours a week', 'unsourced', NULL),
    ('LPP_ENTRY', 'money_year', 22050, 22680, 22680, 'OPP2 art. 5: entry threshold', 'sourced', NULL),
    ('LPP_COORDINATION', 'money_year', 25725, 26460, 26460, 'OPP2 art. 5: coordination deduction', 'sourced', NULL),
    ('LPP_UPPER', 'money_year', 88200, 90720, 90720, 'OPP2 art. 5: upper limit', 'sourced', NULL),
    ('LPP_MAX_COORDINATED', 'money_year', 62475, 64260, 64260, 'OPP2 art. 5: greatest coordinated salary', 'sourced', NULL),
    ('LPP_MIN_COORDINATED', 'money_year', 3675, 3780, 3780, 'OPP2 art. 5: least coordinated salary', 'sourced', NULL),
    ('LPP_CREDIT_25_34', 'fraction', 0.07, 0.07, 0.07, 'LPP art. 16', 'sourced', NULL),
    ('LPP_CREDIT_35_44', 'fraction', 0.10, 0.10, 0.10, 'LPP art. 16', 'sourced', NULL),
    ('LPP_CREDIT_45_54', 'fraction', 0.15, 0.15, 0.15, 'LPP art. 16', 'sourced', NULL),
    ('LPP_CREDIT_55_65', 'fraction', 0.18, 0.18, 0.18, 'LPP art. 16', 'sourced', NULL),
    ('LPP_EE_SHARE', 'fraction', 0.5, 0.5, 0.5, 'LPP art. 66: the employer pays at least half', 'sourced', NULL),
    ('VACATION_PAY_4W', 'fraction', 0.0833, 0.0833, 0.0833, 'CO art. 329a: four weeks, 8.33 %', 'sourced', NULL),
    ('VACATION_PAY_5W', 'fraction', 0.1064, 0.1064, 0.1064, 'CO art. 329a: five weeks, 10.64 %', 'sourced', NULL),
    ('VACATION_PAY_6W', 'fraction', 0.1304, 0.1304, 0.1304, 'six weeks, 13.04 %', 'sourced', NULL),
    ('THIRTEENTH_HOURLY', 'fraction', 0.0833, 0.0833, 0.0833, 'a twelfth, as practice rounds it: 8.33 %', 'sourced', NULL),
    ('SUPPLEMENT_NIGHT', 'fraction', 0.25, 0.25, 0.25, 'LTr art. 17b: temporary night work', 'unsourced', NULL),
    ('SUPPLEMENT_SUNDAY', 'fraction', 0.5, 0.5, 0.5, 'LTr art. 19: temporary Sunday work', 'unsourced', NULL),
    ('SUPPLEMENT_OVERTIME', 'fraction', 0.25, 0.25, 0.25, 'CO art. 321c, LTr art. 13', 'unsourced', NULL),
    -- What a company agrees with its insurers; examples, so that a first payroll runs. The company's own rows win.
    ('LAA_NBU_EE', 'fraction', 0.014, 0.014, 0.014, 'example; the rate is in the policy of the accident insurer', 'fixture', NULL),
    ('LAA_BU_ER', 'fraction', 0.008, 0.008, 0.008, 'example; the rate is in the policy of the accident insurer', 'fixture', NULL),
    ('IJM_EE', 'fraction', 0.005, 0.005, 0.005, 'example; the rate is in the policy of the sickness insurer', 'fixture', NULL),
    ('IJM_ER', 'fraction', 0.005, 0.005, 0.005, 'example; the rate is in the policy of the sickness insurer', 'fixture', NULL)
) AS rates (code, unit, y2024, y2025, y2026, source, confidence, confidence_2024)
CROSS JOIN LATERAL (VALUES (2024, y2024, confidence_2024), (2025, y2025, NULL), (2026, y2026, NULL)) AS v (year, value, confidence)
ON CONFLICT DO NOTHING;

-- Geneva: the employer's levies of 2024 stand on until the later ones are checked; maternity is known for 2024 and 2025.
INSERT INTO hr.rate_rows (scope_country, cluster_code, rate_code, value, unit, valid_from, valid_to, source, source_year, confidence)
VALUES
    ('CH', 'CH-GE', 'AF_ER', 0.0228, 'fraction', '2024-01-01', '2024-12-31', 'Geneva family-allowance funds 2024', 2024, 'sourced'),
    ('CH', 'CH-GE', 'AF_ER', 0.0228, 'fraction', '2025-01-01', '2026-12-31', 'rate of 2024', 2024, 'unsourced'),
    ('CH', 'CH-GE', 'CPE_ER', 0.0007, 'fraction', '2024-01-01', '2024-12-31', 'Geneva early-childhood levy 2024', 2024, 'sourced'),
    ('CH', 'CH-GE', 'CPE_ER', 0.0007, 'fraction', '2025-01-01', '2026-12-31', 'rate of 2024', 2024, 'unsourced'),
    ('CH', 'CH-GE', 'AMAT_EE', 0.00038, 'fraction', '2024-01-01', '2024-12-31', 'Geneva maternity insurance 2024', 2024, 'sourced'),
    ('CH', 'CH-GE', 'AMAT_ER', 0.00038, 'fraction', '2024-01-01', '2024-12-31', 'Geneva maternity insurance 2024', 2024, 'sourced'),
    ('CH', 'CH-GE', 'AMAT_EE', 0.00032, 'fraction', '2025-01-01', '2025-12-31', 'Geneva maternity insurance 2025', 2025, 'sourced'),
    ('CH', 'CH-GE', 'AMAT_ER', 0.00032, 'fraction', '2025-01-01', '2025-12-31', 'Geneva maternity insurance 2025', 2025, 'sourced'),
    ('CH', 'CH-GE', 'AMAT_EE', 0.00032, 'fraction', '2026-01-01', '2026-12-31', 'rate of 2025', 2025, 'unsourced'),
    ('CH', 'CH-GE', 'AMAT_ER', 0.00032, 'fraction', '2026-01-01', '2026-12-31', 'rate of 2025', 2025, 'unsourced')
ON CONFLICT DO NOTHING;
