-- What every write pays for and no query needs: invalidations are found by id, and an exit date is looked for only where there is one.
DROP INDEX IF EXISTS core.cache_invalidations_created_idx;
DROP INDEX IF EXISTS hr.employees_exit_idx;
CREATE INDEX employees_exit_idx ON hr.employees (company_id, exit_date) WHERE exit_date IS NOT NULL;
