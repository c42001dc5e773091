-- French values of 2026. They end with the year, so that one that nobody has checked fails by name.
INSERT INTO hr.rate_rows (scope_country, cluster_code, rate_code, value, unit, valid_from, valid_to, source, source_year, confidence)
SELECT 'FR', cluster, code, value, unit, '2026-01-01', '2026-12-31', source, 2026, confidence
FROM (VALUES
    (NULL, 'FR_PSS_MONTH', 4005, 'money_month', 'social-security ceiling 2026, mon-entreprise 2026-06', 'sourced'),
    (NULL, 'FR_PSS_HOUR', 30, 'money_hour', 'social-security ceiling 2026, mon-entreprise 2026-06', 'sourced'),
    (NULL, 'FR_PSS_SHORT_HOURS', 12, 'count', 'artists engaged under 5 continuous days: 12 x hourly ceiling a day, Urssaf 2024', 'sourced'),
    (NULL, 'FR_PSS_SHORT_BELOW_DAYS', 5, 'count', 'artists engaged under 5 continuous days, Urssaf 2024', 'sourced'),
    (NULL, 'FR_OVERTIME_25', 0.25, 'fraction', 'labour code L3121-36: 36th to 43rd hour of the week', 'sourced'),
    (NULL, 'FR_OVERTIME_50', 0.50, 'fraction', 'labour code L3121-36: from the 44th hour of the week', 'sourced'),
    (NULL, 'FR_COMPLEMENTARY_10', 0.10, 'fraction', 'labour code L3123-29: part-time extra hours', 'unsourced'),
    (NULL, 'FR_COMPLEMENTARY_25', 0.25, 'fraction', 'labour code L3123-29: part-time extra hours', 'unsourced'),
    (NULL, 'FR_ARTIST_FACTOR', 0.70, 'fraction', 'artists: 70 % of the rates, Urssaf 2024', 'sourced'),
    (NULL, 'FR_CACHET_HOURS', 12, 'count', 'annexes 8 and 10: 12 hours a cachet since 2016-08-01', 'sourced'),
    (NULL, 'FR_DFS_YEAR_CAP', 7600, 'money_year', 'flat-rate deduction: 7,600 a year', 'sourced'),
    (NULL, 'FR_HEALTH_ER', 0.13, 'fraction', 'mon-entreprise 2026-06', 'sourced'),
    (NULL, 'FR_CSA_ER', 0.003, 'fraction', 'mon-entreprise 2026-06', 'sourced'),
    (NULL, 'FR_VP_EE', 0.069, 'fraction', 'mon-entreprise 2026-06', 'sourced'),
    (NULL, 'FR_VP_ER', 0.0855, 'fraction', 'mon-entreprise 2026-06', 'sourced'),
    (NULL, 'FR_VD_EE', 0.004, 'fraction', 'mon-entreprise 2026-06', 'sourced'),
    (NULL, 'FR_VD_ER', 0.0211, 'fraction', 'mon-entreprise 2026-06', 'sourced'),
    (NULL, 'FR_FAMILY_ER', 0.0525, 'fraction', 'mon-entreprise 2026-06', 'sourced'),
    (NULL, 'FR_FNAL_CAPPED_ER', 0.001, 'fraction', 'under 50 staff, to the ceiling, mon-entreprise 2026-06', 'sourced'),
    (NULL, 'FR_FNAL_UNCAPPED_ER', 0.005, 'fraction', 'from 50 staff, without ceiling, mon-entreprise 2026-06', 'sourced'),
    (NULL, 'FR_ACCIDENT_ER', 0.011, 'fraction', 'example; the rate is on the notice of the fund, and a row of the company', 'fixture'),
    (NULL, 'FR_UNEMPLOYMENT_ER', 0.04, 'fraction', 'unemployment 2026, unedic.org', 'sourced'),
    (NULL, 'FR_UNEMPLOYMENT_SPECIFIC_EE', 0.024, 'fraction', 'annexes 8 and 10, unedic.org', 'sourced'),
    (NULL, 'FR_UNEMPLOYMENT_SPECIFIC_ER', 0.05, 'fraction', 'annexes 8 and 10, unedic.org', 'sourced'),
    (NULL, 'FR_UNEMPLOYMENT_CAPS', 4, 'count', 'base to 4 ceilings', 'sourced'),
    (NULL, 'FR_AGS_ER', 0.0025, 'fraction', 'mon-entreprise 2026-06', 'sourced'),
    (NULL, 'FR_PENSION_T1_EE', 0.0315, 'fraction', 'mon-entreprise 2026-06', 'sourced'),
    (NULL, 'FR_PENSION_T1_ER', 0.0472, 'fraction', 'mon-entreprise 2026-06', 'sourced'),
    (NULL, 'FR_PENSION_T2_EE', 0.0864, 'fraction', 'mon-entreprise 2026-06', 'sourced'),
    (NULL, 'FR_PENSION_T2_ER', 0.1295, 'fraction', 'mon-entreprise 2026-06', 'sourced'),
    (NULL, 'FR_PENSION_T2_CAPS', 8, 'count', 'tranche 2 to 8 ceilings', 'unsourced'),
    (NULL, 'FR_CEG_T1_EE', 0.0086, 'fraction', 'mon-entreprise 2026-06', 'sourced'),
    (NULL, 'FR_CEG_T1_ER', 0.0129, 'fraction', 'mon-entreprise 2026-06', 'sourced'),
    (NULL, 'FR_CEG_T2_EE', 0.0108, 'fraction', 'mon-entreprise 2026-06', 'sourced'),
    (NULL, 'FR_CEG_T2_ER', 0.0162, 'fraction', 'mon-entreprise 2026-06', 'sourced'),
    (NULL, 'FR_CET_EE', 0.0014, 'fraction', 'mon-entreprise 2026-06', 'sourced'),
    (NULL, 'FR_CET_ER', 0.0021, 'fraction', 'mon-entreprise 2026-06', 'sourced'),
    (NULL, 'FR_APEC_EE', 0.00024, 'fraction', 'mon-entreprise 2026-06', 'sourced'),
    (NULL, 'FR_APEC_ER', 0.00036, 'fraction', 'mon-entreprise 2026-06', 'sourced'),
    (NULL, 'FR_APEC_CAPS', 4, 'count', 'base to 4 ceilings', 'unsourced'),
    (NULL, 'FR_PROVIDENT_ER.CADRE', 0.015, 'fraction', 'agreement of 2017-11-17: 1.50 % of tranche 1', 'unsourced'),
    (NULL, 'FR_CSG_SHARE', 0.9825, 'fraction', 'CSG on 98.25 % of pay', 'sourced'),
    (NULL, 'FR_CSG_CAPS', 4, 'count', 'to 4 ceilings', 'sourced'),
    (NULL, 'FR_CSG_DEDUCTIBLE_EE', 0.068, 'fraction', 'mon-entreprise 2026-06', 'sourced'),
    (NULL, 'FR_CSG_TAXED_EE', 0.024, 'fraction', 'mon-entreprise 2026-06', 'sourced'),
    (NULL, 'FR_CRDS_EE', 0.005, 'fraction', 'mon-entreprise 2026-06', 'sourced'),
    (NULL, 'FR_PAID_LEAVE_ER', 0.154, 'fraction', 'entertainment holiday fund, mon-entreprise 2026-06', 'sourced'),
    (NULL, 'FR_TRAINING_ER', 0.01, 'fraction', 'labour code L6331-3: from 11 staff', 'unsourced'),
    (NULL, 'FR_TRAINING_ER.UNDER_11', 0.0055, 'fraction', 'labour code L6331-1: under 11 staff', 'unsourced'),
    (NULL, 'FR_SOCIAL_DIALOGUE_ER', 0.00016, 'fraction', 'mon-entreprise 2026-06', 'sourced'),
    (NULL, 'FR_RGDU_MIN', 0.02, 'fraction', 'general reduction 2026, mon-entreprise 2026-06', 'sourced'),
    (NULL, 'FR_RGDU_DELTA.UNDER_50', 0.3781, 'fraction', 'general reduction 2026, mon-entreprise 2026-06', 'sourced'),
    (NULL, 'FR_RGDU_DELTA.FROM_50', 0.3821, 'fraction', 'general reduction 2026, mon-entreprise 2026-06', 'sourced'),
    (NULL, 'FR_RGDU_SMICS', 3, 'count', 'general reduction 2026: nothing from 3 minimum wages on', 'sourced'),
    (NULL, 'FR_PAS_SHORT_MONTHS', 2, 'count', 'neutral rate: contracts of at most two months', 'sourced'),
    (NULL, 'FR_PAS_SHORT_ALLOWANCE', 747.53, 'money_month', 'half of the taxable net of the minimum wage of 1 January, derived from the rates', 'unsourced'),
    ('FR-3090', 'FR_PENSION_T1_EE.TECHNICIAN', 0.0393, 'fraction', 'live performance, private sector, mon-entreprise 2026-06', 'sourced'),
    ('FR-3090', 'FR_PENSION_T1_ER.TECHNICIAN', 0.0394, 'fraction', 'live performance, private sector, mon-entreprise 2026-06', 'sourced'),
    ('FR-3090', 'FR_PENSION_T1_EE.ARTIST', 0.0444, 'fraction', 'live performance, private sector, mon-entreprise 2026-06', 'sourced'),
    ('FR-3090', 'FR_PENSION_T1_ER.ARTIST', 0.0445, 'fraction', 'live performance, private sector, mon-entreprise 2026-06', 'sourced'),
    ('FR-3090', 'FR_PENSION_T2_EE.TECHNICIAN', 0.1079, 'fraction', 'live performance, private sector, mon-entreprise 2026-06', 'sourced'),
    ('FR-3090', 'FR_PENSION_T2_ER.TECHNICIAN', 0.1080, 'fraction', 'live performance, private sector, mon-entreprise 2026-06', 'sourced'),
    ('FR-3090', 'FR_PENSION_T2_EE.ARTIST', 0.1079, 'fraction', 'live performance, private sector, mon-entreprise 2026-06', 'sourced'),
    ('FR-3090', 'FR_PENSION_T2_ER.ARTIST', 0.1080, 'fraction', 'live performance, private sector, mon-entreprise 2026-06', 'sourced'),
    ('FR-3090', 'FR_PROVIDENT_ER.NON_CADRE', 0.012, 'fraction', 'live performance, private sector, mon-entreprise 2026-06', 'sourced'),
    ('FR-3090', 'FR_TRAINING_ER.INTERMITTENT', 0.021, 'fraction', 'live performance, private sector, mon-entreprise 2026-06', 'sourced'),
    ('FR-3090', 'FR_FCAP_ER', 0.001, 'fraction', 'live performance, private sector, mon-entreprise 2026-06', 'sourced')
) AS rates (cluster, code, value, unit, source, confidence)
ON CONFLICT DO NOTHING;

INSERT INTO hr.rate_rows (scope_country, rate_code, value, unit, valid_from, valid_to, source, source_year, confidence)
VALUES
    ('FR', 'FR_SMIC_HOUR', 12.02, 'money_hour', '2026-01-01', '2026-05-31', 'minimum wage, mon-entreprise 2026-06', 2026, 'sourced'),
    ('FR', 'FR_SMIC_HOUR', 12.31, 'money_hour', '2026-06-01', '2026-12-31', 'minimum wage, mon-entreprise 2026-06', 2026, 'sourced')
ON CONFLICT DO NOTHING;

-- The flat-rate deduction goes down year by year.
INSERT INTO hr.rate_rows (scope_country, rate_code, value, unit, valid_from, valid_to, source, source_year, confidence)
SELECT 'FR', code, value, 'fraction', make_date(year, 1, 1), make_date(year, 12, 31), 'schedule of the flat-rate deduction, avencia-eca', 2024, 'sourced'
FROM (VALUES
    (2024, 0.23, 0.19), (2025, 0.21, 0.18), (2026, 0.18, 0.16), (2027, 0.15, 0.14), (2028, 0.12, 0.12),
    (2029, 0.09, 0.09), (2030, 0.06, 0.06), (2031, 0.03, 0.03), (2032, 0, 0)
) AS years (year, of_25, of_20)
CROSS JOIN LATERAL (VALUES ('FR_DFS.25', of_25), ('FR_DFS.20', of_20)) AS classes (code, value)
ON CONFLICT DO NOTHING;

-- The neutral grid of metropolitan France: taxable net of the month up to and with _TO (that it is included is assumed), withheld at _RATE.
INSERT INTO hr.rate_rows (scope_country, rate_code, value, unit, valid_from, valid_to, source, source_year, confidence)
SELECT 'FR', format('FR_PAS_NEUTRAL_%s_%s', to_char(step, 'FM00'), part), value, unit, '2026-01-01', '2026-12-31',
    'neutral withholding grid 2026, mon-entreprise 2026-06', 2026, 'sourced'
FROM (VALUES
    (1, 1635, 0), (2, 1698, 0.005), (3, 1807, 0.013), (4, 1928, 0.021), (5, 2060, 0.029), (6, 2170, 0.035), (7, 2315, 0.041),
    (8, 2738, 0.053), (9, 3135, 0.075), (10, 3571, 0.099), (11, 4019, 0.119), (12, 4690, 0.138), (13, 5624, 0.158), (14, 7037, 0.179),
    (15, 8789, 0.20), (16, 12200, 0.24), (17, 16523, 0.28), (18, 25937, 0.33), (19, 55558, 0.38), (20, NULL, 0.43)
) AS grid (step, up_to, rate)
CROSS JOIN LATERAL (VALUES ('TO', up_to::numeric, 'money_month'), ('RATE', rate, 'fraction')) AS parts (part, value, unit)
WHERE value IS NOT NULL
ON CONFLICT DO NOTHING;
