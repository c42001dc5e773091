CREATE TABLE incoming.contracts (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    company_id uuid NOT NULL,
    employee_id uuid NOT NULL,
    contract_type text NOT NULL,
    start_date date NOT NULL,
    end_date date,
    base_salary numeric(14,2),
    currency char(3) NOT NULL DEFAULT 'CHF',
    work_rate numeric(9,6) NOT NULL DEFAULT 1.0,
    weekly_hours numeric(5,2) NOT NULL DEFAULT 42.0,
    provisions jsonb,
    is_active boolean NOT NULL DEFAULT true,
    reference text,
    concurrency_group text NOT NULL DEFAULT 'main',
    trial_end_date date,
    remuneration_type text NOT NULL DEFAULT 'monthly',
    hourly_rate numeric(14,4),
    cachet_rate numeric(14,4),
    daily_rate numeric(14,4),
    thirteenth text NOT NULL DEFAULT 'none',
    vacation_weeks numeric(3,1),
    idcc text,
    job_code text,
    job_title text,
    cost_center text,
    use_case_fr text,
    state text NOT NULL DEFAULT 'active',
    signed_at timestamptz,
    cancelled_at timestamptz,
    cancel_reason text,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    created_by text,
    row_version bigint NOT NULL DEFAULT 1,
    CONSTRAINT contracts_pkey PRIMARY KEY (id),
    CONSTRAINT contracts_end_after_start CHECK (end_date >= start_date),
    CONSTRAINT contracts_trial_within CHECK (trial_end_date >= start_date AND (end_date IS NULL OR trial_end_date <= end_date)),
    CONSTRAINT contracts_currency_form CHECK (currency::text ~ '^[A-Z]{3}$'),
    CONSTRAINT contracts_work_rate_range CHECK (work_rate > 0 AND work_rate <= 1),
    CONSTRAINT contracts_weekly_hours_range CHECK (weekly_hours BETWEEN 0 AND 50),
    CONSTRAINT contracts_prices_not_negative CHECK (least(base_salary, hourly_rate, cachet_rate, daily_rate) >= 0),
    -- The base salary stands in for every other price, as older callers know no other.
    CONSTRAINT contracts_price_matches_remuneration CHECK (base_salary IS NOT NULL OR CASE remuneration_type
        WHEN 'hourly' THEN hourly_rate IS NOT NULL
        WHEN 'lesson' THEN hourly_rate IS NOT NULL
        WHEN 'daily' THEN daily_rate IS NOT NULL
        WHEN 'cachet' THEN cachet_rate IS NOT NULL
        ELSE false
    END),
    CONSTRAINT contracts_concurrency_group_length CHECK (char_length(concurrency_group) BETWEEN 1 AND 64),
    CONSTRAINT contracts_thirteenth_known CHECK (thirteenth IN ('none', 'yearly', 'half_yearly', 'quarterly', 'monthly_hourly')),
    CONSTRAINT contracts_vacation_weeks_range CHECK (vacation_weeks BETWEEN 0 AND 52),
    CONSTRAINT contracts_state_known CHECK (state IN ('draft', 'active', 'ended', 'cancelled'))
);
SELECT incoming.settle('hr', 'contracts',
    derived => jsonb_build_object(
        'company_id', $$(SELECT e.company_id FROM hr.employees e WHERE e.id = coalesce(t.employee_id, '00000000-0000-0000-0000-000000000000'))$$,
        'start_date', '(SELECT e.hire_date FROM hr.employees e WHERE e.id = t.employee_id)'),
    placeholders => jsonb_build_object(
        'company_id', $$'00000000-0000-0000-0000-000000000000'$$,
        'employee_id', $$'00000000-0000-0000-0000-000000000000'$$,
        'contract_type', $$CASE WHEN t.end_date IS NULL THEN 'permanent' ELSE 'fixed_term' END$$,
        'start_date', $$date '1900-01-01'$$,
        'is_active', 'false'));

SELECT incoming.unique_index('hr.contracts', 'contracts_company_id_key', 'company_id, id');
SELECT incoming.unique_index('hr.contracts', 'contracts_reference_key', 'company_id, reference', 'is_active AND reference IS NOT NULL');
CREATE INDEX IF NOT EXISTS contracts_employee_idx ON hr.contracts (company_id, employee_id, start_date DESC);
SELECT incoming.foreign_key('hr.contracts', 'contracts_employee_fkey', 'company_id, employee_id', 'hr.employees (company_id, id)');
SELECT incoming.foreign_key('hr.contracts', 'contracts_contract_type_fkey', 'contract_type', 'hr.ref_contract_types (code)');
SELECT incoming.foreign_key('hr.contracts', 'contracts_remuneration_type_fkey', 'remuneration_type', 'hr.ref_remuneration_types (code)');

-- Both ends count. A deployed contract that ends before it starts (exempt from that rule) covers no day.
CREATE OR REPLACE FUNCTION hr.contract_days(first_day date, last_day date) RETURNS daterange LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN last_day < first_day THEN 'empty'::daterange ELSE daterange(first_day, last_day, '[]') END
$$;

DO $$
DECLARE
    item record;
BEGIN
    IF EXISTS (SELECT FROM pg_constraint WHERE conrelid = 'hr.contracts'::regclass AND conname = 'contracts_no_overlap') THEN
        RETURN;
    END IF;

    -- Of deployed contracts that overlap, the latest start stays the main one, as the deployed reads saw it.
    FOR item IN SELECT * FROM hr.contracts WHERE is_active AND state <> 'cancelled' ORDER BY start_date DESC, id DESC LOOP
        UPDATE hr.contracts SET concurrency_group = 'legacy:' || id
        WHERE id = item.id AND EXISTS (
            SELECT FROM hr.contracts other
            WHERE other.company_id = item.company_id AND other.employee_id = item.employee_id
                AND other.concurrency_group = item.concurrency_group AND other.is_active AND other.state <> 'cancelled'
                AND (other.start_date, other.id) > (item.start_date, item.id)
                AND hr.contract_days(other.start_date, other.end_date) && hr.contract_days(item.start_date, item.end_date));
    END LOOP;

    ALTER TABLE hr.contracts ADD CONSTRAINT contracts_no_overlap EXCLUDE USING gist (
        company_id WITH =, employee_id WITH =, concurrency_group WITH =, hr.contract_days(start_date, end_date) WITH &&)
        WHERE (is_active AND state <> 'cancelled');
END $$;

CREATE OR REPLACE FUNCTION hr.fill_company() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.company_id := (SELECT company_id FROM hr.employees WHERE id = NEW.employee_id);
    RETURN NEW;
END $$;

-- The jobber does not know company_id.
CREATE OR REPLACE TRIGGER contracts_fill_company BEFORE INSERT ON hr.contracts
    FOR EACH ROW WHEN (NEW.company_id IS NULL) EXECUTE FUNCTION hr.fill_company();

CREATE OR REPLACE FUNCTION hr.require_end_of_fixed_term() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.contract_type = OLD.contract_type AND NEW.end_date IS NOT DISTINCT FROM OLD.end_date THEN
        RETURN NEW;
    END IF;
    IF NEW.end_date IS NULL AND (SELECT fixed_term FROM hr.ref_contract_types WHERE code = NEW.contract_type) THEN
        RAISE EXCEPTION 'a fixed-term contract needs an end date' USING ERRCODE = 'check_violation',
            CONSTRAINT = 'contracts_fixed_term_needs_end', SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, COLUMN = 'end_date';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER contracts_fixed_term_needs_end BEFORE INSERT OR UPDATE ON hr.contracts
    FOR EACH ROW EXECUTE FUNCTION hr.require_end_of_fixed_term();
CREATE OR REPLACE TRIGGER contracts_touch BEFORE UPDATE ON hr.contracts FOR EACH ROW EXECUTE FUNCTION core.touch_row();
