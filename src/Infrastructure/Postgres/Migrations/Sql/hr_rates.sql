-- Every legal or contractual number of payroll, dated. A company's own rows win over its cluster's, and those over the country's.
CREATE TABLE IF NOT EXISTS hr.rate_rows (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    scope_country char(2) NOT NULL,
    cluster_code text,
    company_id uuid,
    rate_code text NOT NULL,
    value numeric(14,6) NOT NULL,
    unit text NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    base_cap_code text,
    base_floor_code text,
    source text NOT NULL,
    source_year smallint NOT NULL,
    confidence text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    created_by text,
    row_version bigint NOT NULL DEFAULT 1,
    CONSTRAINT rate_rows_pkey PRIMARY KEY (id),
    CONSTRAINT rate_rows_cluster_fkey FOREIGN KEY (cluster_code) REFERENCES hr.clusters (code),
    CONSTRAINT rate_rows_company_fkey FOREIGN KEY (company_id) REFERENCES core.companies (id),
    CONSTRAINT rate_rows_country_form CHECK (scope_country::text ~ '^[A-Z]{2}$'),
    CONSTRAINT rate_rows_code_form CHECK (rate_code ~ '^[A-Z][A-Z0-9_]*(\.[A-Za-z0-9_-]+)?$'),
    CONSTRAINT rate_rows_unit_known CHECK (unit IN ('fraction', 'money_month', 'money_year', 'money_hour', 'count')),
    CONSTRAINT rate_rows_confidence_known CHECK (confidence IN ('sourced', 'unsourced', 'fixture')),
    CONSTRAINT rate_rows_validity CHECK (valid_to >= valid_from),
    -- Null scopes stand for "all" and must clash with each other.
    CONSTRAINT rate_rows_no_overlap EXCLUDE USING gist (
        scope_country WITH =,
        coalesce(cluster_code, '') WITH =,
        coalesce(company_id, '00000000-0000-0000-0000-000000000000'::uuid) WITH =,
        rate_code WITH =,
        daterange(valid_from, valid_to, '[]') WITH &&
    )
);
CREATE INDEX IF NOT EXISTS rate_rows_company_idx ON hr.rate_rows (company_id, scope_country);
CREATE OR REPLACE TRIGGER rate_rows_touch BEFORE UPDATE ON hr.rate_rows FOR EACH ROW EXECUTE FUNCTION core.touch_row();

-- The cantons' tables as imported.
CREATE TABLE IF NOT EXISTS hr.source_tax_brackets (
    canton text NOT NULL,
    tariff_code text NOT NULL,
    model text NOT NULL,
    valid_from date NOT NULL,
    income_from numeric(14,2) NOT NULL,
    step numeric(14,2) NOT NULL,
    minimum_tax numeric(14,2) NOT NULL DEFAULT 0,
    rate numeric(9,6) NOT NULL,
    CONSTRAINT source_tax_brackets_pkey PRIMARY KEY (canton, tariff_code, valid_from, income_from),
    CONSTRAINT source_tax_brackets_canton_form CHECK (canton ~ '^[A-Z]{2}$'),
    CONSTRAINT source_tax_brackets_model_known CHECK (model IN ('monthly', 'annual')),
    CONSTRAINT source_tax_brackets_amounts CHECK (income_from >= 0 AND step >= 0 AND minimum_tax >= 0 AND rate BETWEEN 0 AND 1)
);
