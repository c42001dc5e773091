-- A correction belongs to the company of the result that it corrects. The key of the first steps, over the id alone, could not say so.
DO $$
BEGIN
    IF EXISTS (
        SELECT FROM pg_constraint
        WHERE conrelid = 'hr.payroll_results'::regclass AND conname = 'payroll_results_corrects_fkey' AND cardinality(conkey) = 1
    ) THEN
        ALTER TABLE hr.payroll_results DROP CONSTRAINT payroll_results_corrects_fkey;
    END IF;
END $$;
SELECT incoming.unique_index('hr.payroll_results', 'payroll_results_company_id_key', 'company_id, id');
SELECT incoming.foreign_key('hr.payroll_results', 'payroll_results_corrects_fkey', 'company_id, corrects_id', 'hr.payroll_results (company_id, id)');
