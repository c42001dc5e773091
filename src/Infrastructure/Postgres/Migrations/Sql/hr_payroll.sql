CREATE TABLE incoming.payroll_results (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    company_id uuid NOT NULL,
    employee_id uuid NOT NULL,
    contract_id uuid,
    period_year smallint NOT NULL,
    period_month smallint NOT NULL,
    sequence smallint NOT NULL DEFAULT 0,
    period_start date NOT NULL,
    period_end date NOT NULL,
    status text NOT NULL DEFAULT 'draft',
    contract_ids uuid[] NOT NULL DEFAULT '{}',
    days_30 smallint,
    worked_minutes integer,
    cachets smallint,
    gross numeric(14,2) NOT NULL DEFAULT 0,
    total_ee numeric(14,2) NOT NULL DEFAULT 0,
    total_er numeric(14,2) NOT NULL DEFAULT 0,
    net_before_tax numeric(14,2) NOT NULL DEFAULT 0,
    tax numeric(14,2) NOT NULL DEFAULT 0,
    allowances numeric(14,2) NOT NULL DEFAULT 0,
    expenses numeric(14,2) NOT NULL DEFAULT 0,
    advances numeric(14,2) NOT NULL DEFAULT 0,
    net_payable numeric(14,2) NOT NULL DEFAULT 0,
    employer_cost numeric(14,2) NOT NULL DEFAULT 0,
    currency char(3) NOT NULL DEFAULT 'CHF',
    rounding_mode text,
    ytd jsonb,
    inputs_hash text,
    rules_version text,
    rates_snapshot jsonb,
    corrects_id uuid,
    approved_by text,
    approved_at timestamptz,
    paid_at timestamptz,
    payment_ref text,
    pdf_export_id uuid,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    created_by text,
    row_version bigint NOT NULL DEFAULT 1,
    CONSTRAINT payroll_results_pkey PRIMARY KEY (id),
    CONSTRAINT payroll_results_period_year_range CHECK (period_year BETWEEN 2000 AND 2100),
    CONSTRAINT payroll_results_period_month_range CHECK (period_month BETWEEN 1 AND 12),
    CONSTRAINT payroll_results_period_order CHECK (period_end >= period_start),
    CONSTRAINT payroll_results_sequence_range CHECK (sequence >= 0),
    CONSTRAINT payroll_results_currency_form CHECK (currency::text ~ '^[A-Z]{3}$')
);

-- The month as dates; null for a month that does not exist, so that the range rules get to say so.
CREATE OR REPLACE FUNCTION hr.month_start(period_year integer, period_month integer) RETURNS date LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN period_year BETWEEN 1 AND 9999 AND period_month BETWEEN 1 AND 12 THEN make_date(period_year, period_month, 1) END
$$;

SELECT incoming.settle('hr', 'payroll_results',
    derived => jsonb_build_object(
        'company_id', $$(SELECT e.company_id FROM hr.employees e WHERE e.id = coalesce(t.employee_id, '00000000-0000-0000-0000-000000000000'))$$,
        'period_start', 'hr.month_start(t.period_year, t.period_month)',
        'period_end', $$(hr.month_start(t.period_year, t.period_month) + interval '1 month - 1 day')::date$$),
    placeholders => jsonb_build_object(
        'company_id', $$'00000000-0000-0000-0000-000000000000'$$,
        'employee_id', $$'00000000-0000-0000-0000-000000000000'$$,
        'period_year', 'extract(year FROM t.created_at)',
        'period_month', 'extract(month FROM t.created_at)',
        'period_start', 't.created_at::date',
        'period_end', 't.created_at::date'));

-- A second deployed result of one month is the correction of the first.
UPDATE hr.payroll_results t SET sequence = numbered.place
FROM (
    SELECT id, row_number() OVER (PARTITION BY company_id, employee_id, period_year, period_month ORDER BY sequence, created_at, id) - 1 AS place
    FROM hr.payroll_results
) numbered
WHERE numbered.id = t.id AND numbered.place <> t.sequence AND to_regclass('hr.payroll_results_period_key') IS NULL;
SELECT incoming.unique_index('hr.payroll_results', 'payroll_results_period_key', 'company_id, employee_id, period_year, period_month, sequence');
CREATE INDEX IF NOT EXISTS payroll_results_contract_idx ON hr.payroll_results (company_id, contract_id);
SELECT incoming.foreign_key('hr.payroll_results', 'payroll_results_employee_fkey', 'company_id, employee_id', 'hr.employees (company_id, id)');
SELECT incoming.foreign_key('hr.payroll_results', 'payroll_results_contract_fkey', 'company_id, contract_id', 'hr.contracts (company_id, id)');
SELECT incoming.foreign_key('hr.payroll_results', 'payroll_results_corrects_fkey', 'corrects_id', 'hr.payroll_results (id)');

CREATE TABLE incoming.payroll_result_lines (
    result_id uuid NOT NULL,
    line_no integer NOT NULL,
    item_code text NOT NULL,
    labels jsonb NOT NULL DEFAULT '{}',
    quantity numeric(14,4),
    unit text,
    unit_price numeric(14,4),
    base numeric(14,2),
    rate_ee numeric(9,6),
    rate_er numeric(9,6),
    amount_ee numeric(14,2),
    amount_er numeric(14,2),
    rate_row_id uuid,
    formula text,
    rounding_delta numeric(14,6),
    trace jsonb,
    CONSTRAINT payroll_result_lines_pkey PRIMARY KEY (result_id, line_no)
);
SELECT incoming.settle('hr', 'payroll_result_lines');
SELECT incoming.foreign_key('hr.payroll_result_lines', 'payroll_result_lines_result_fkey', 'result_id', 'hr.payroll_results (id)', 'CASCADE');

CREATE OR REPLACE FUNCTION hr.fill_payroll_period() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.period_start := coalesce(NEW.period_start, hr.month_start(NEW.period_year, NEW.period_month));
    NEW.period_end := coalesce(NEW.period_end, (hr.month_start(NEW.period_year, NEW.period_month) + interval '1 month - 1 day')::date);
    RETURN NEW;
END $$;

-- The jobber does not know these columns.
CREATE OR REPLACE TRIGGER payroll_results_fill_company BEFORE INSERT ON hr.payroll_results
    FOR EACH ROW WHEN (NEW.company_id IS NULL) EXECUTE FUNCTION hr.fill_company();
CREATE OR REPLACE TRIGGER payroll_results_fill_period BEFORE INSERT ON hr.payroll_results
    FOR EACH ROW WHEN (NEW.period_start IS NULL OR NEW.period_end IS NULL) EXECUTE FUNCTION hr.fill_payroll_period();
CREATE OR REPLACE TRIGGER payroll_results_touch BEFORE UPDATE ON hr.payroll_results FOR EACH ROW EXECUTE FUNCTION core.touch_row();
