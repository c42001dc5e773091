-- A status or code that stands in deployed rows becomes one that is not offered, so that whoever writes it may go on.
INSERT INTO hr.ref_payroll_status (code, label_fr, label_en, label_de, sort, active, source)
SELECT DISTINCT status, status, status, status, 900, false, 'found in deployed rows' FROM hr.payroll_results
ON CONFLICT (code) DO NOTHING;
INSERT INTO hr.ref_permit_types (code, label_fr, label_en, label_de, sort, active, source)
SELECT DISTINCT permit_type, permit_type, permit_type, permit_type, 900, false, 'found in deployed rows'
FROM hr.employees WHERE permit_type IS NOT NULL
ON CONFLICT (code) DO NOTHING;
INSERT INTO hr.ref_family_status (code, label_fr, label_en, label_de, sort, active, source)
SELECT DISTINCT family_status, family_status, family_status, family_status, 900, false, 'found in deployed rows'
FROM hr.employees WHERE family_status IS NOT NULL
ON CONFLICT (code) DO NOTHING;

SELECT incoming.foreign_key('hr.payroll_results', 'payroll_results_status_fkey', 'status', 'hr.ref_payroll_status (code)');
SELECT incoming.foreign_key('hr.employees', 'employees_permit_type_fkey', 'permit_type', 'hr.ref_permit_types (code)');
SELECT incoming.foreign_key('hr.employees', 'employees_family_status_fkey', 'family_status', 'hr.ref_family_status (code)');
SELECT incoming.foreign_key('hr.payroll_items', 'payroll_items_kind_fkey', 'kind', 'hr.ref_item_nature (code)');
SELECT incoming.foreign_key('hr.payroll_items', 'payroll_items_charge_bearer_fkey', 'charge_bearer', 'hr.ref_charge_bearer (code)');
SELECT incoming.foreign_key('hr.payroll_items', 'payroll_items_cluster_fkey', 'cluster_code', 'hr.clusters (code)');

-- Names that only deployed callers use come last.
UPDATE hr.ref_contract_types SET sort = sort + 900 WHERE source = 'own: names that deployed callers use' AND sort < 900;
