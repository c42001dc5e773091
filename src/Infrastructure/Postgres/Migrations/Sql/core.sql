CREATE SCHEMA IF NOT EXISTS core;

CREATE TABLE incoming.accounts (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    firebase_uid text NOT NULL,
    display_name text,
    email text,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    created_by text,
    row_version bigint NOT NULL DEFAULT 1,
    CONSTRAINT accounts_pkey PRIMARY KEY (id)
);
SELECT incoming.settle('core', 'accounts', placeholders => jsonb_build_object('firebase_uid', $$'legacy:' || t.id$$));
SELECT incoming.unique_index('core.accounts', 'accounts_firebase_uid_key', 'firebase_uid');
SELECT incoming.adopt(child, column_name, $$INSERT INTO core.accounts (id, firebase_uid) VALUES ('00000000-0000-0000-0000-000000000000', 'legacy:unknown')$$)
FROM (VALUES ('core.companies', 'account_id'), ('hr.employees', 'company_id'), ('hr.contracts', 'employee_id'), ('hr.payroll_results', 'employee_id'))
    AS orphans (child, column_name);

CREATE TABLE incoming.companies (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    account_id uuid NOT NULL,
    firebase_mandate_path text NOT NULL,
    firebase_mandate_id text,
    firebase_parent_id text,
    name text NOT NULL,
    trade_name text,
    country text,
    country_code char(2),
    region text,
    region_code text,
    default_cluster_code text,
    currency char(3) NOT NULL DEFAULT 'CHF',
    tz text NOT NULL DEFAULT 'Europe/Zurich',
    locale text NOT NULL DEFAULT 'fr',
    uid_number text,
    bur_ree text,
    siret text,
    ape_code text,
    idcc text,
    avs_fund_no text,
    laa_insurer text,
    laa_policy text,
    ijm_policy text,
    lpp_fund text,
    conges_spectacles_no text,
    fr_headcount_band text,
    retirement_age_months smallint DEFAULT 780,
    status text NOT NULL DEFAULT 'active',
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    created_by text,
    row_version bigint NOT NULL DEFAULT 1,
    CONSTRAINT companies_pkey PRIMARY KEY (id),
    CONSTRAINT companies_mandate_path_length CHECK (char_length(firebase_mandate_path) BETWEEN 1 AND 512),
    CONSTRAINT companies_name_length CHECK (char_length(name) BETWEEN 1 AND 200),
    CONSTRAINT companies_country_code_form CHECK (country_code::text ~ '^[A-Z]{2}$'),
    CONSTRAINT companies_currency_known CHECK (currency IN ('CHF', 'EUR')),
    CONSTRAINT companies_locale_known CHECK (locale IN ('fr', 'en', 'de', 'it')),
    CONSTRAINT companies_fr_headcount_band_known CHECK (fr_headcount_band IN ('<11', '11-49', '50+')),
    CONSTRAINT companies_status_known CHECK (status IN ('active', 'suspended', 'closed'))
);
SELECT incoming.settle('core', 'companies', placeholders => jsonb_build_object(
    'account_id', $$'00000000-0000-0000-0000-000000000000'$$,
    'firebase_mandate_path', $$'legacy/' || t.id$$,
    'name', $$'?'$$));
SELECT incoming.unique_index('core.companies', 'companies_mandate_path_key', 'firebase_mandate_path');
SELECT incoming.adopt(child, column_name,
    $$INSERT INTO core.companies (id, account_id, firebase_mandate_path, name, status)
    VALUES ('00000000-0000-0000-0000-000000000000', '00000000-0000-0000-0000-000000000000', 'legacy/unknown', '?', 'closed')$$)
FROM (VALUES ('hr.employees', 'company_id'), ('hr.contracts', 'employee_id'), ('hr.payroll_results', 'employee_id')) AS orphans (child, column_name);
SELECT incoming.foreign_key('core.companies', 'companies_account_fkey', 'account_id', 'core.accounts (id)');
CREATE INDEX IF NOT EXISTS companies_account_idx ON core.companies (account_id);
-- The defaults are Swiss; a deployed French company has been paid in euros all along.
UPDATE core.companies SET currency = 'EUR', tz = 'Europe/Paris' WHERE country_code = 'FR' AND currency = 'CHF' AND tz = 'Europe/Zurich';

CREATE TABLE incoming.company_members (
    company_id uuid NOT NULL,
    user_id text NOT NULL,
    role text NOT NULL,
    valid_from date NOT NULL DEFAULT current_date,
    valid_to date,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    created_by text,
    row_version bigint NOT NULL DEFAULT 1,
    CONSTRAINT company_members_pkey PRIMARY KEY (company_id, user_id),
    CONSTRAINT company_members_role_known CHECK (role IN ('owner', 'hr_admin', 'payroll', 'viewer')),
    CONSTRAINT company_members_validity CHECK (valid_to >= valid_from)
);
SELECT incoming.settle('core', 'company_members');
SELECT incoming.foreign_key('core.company_members', 'company_members_company_fkey', 'company_id', 'core.companies (id)');
CREATE INDEX IF NOT EXISTS company_members_user_idx ON core.company_members (user_id);

CREATE TABLE incoming.audit_log (
    id bigint GENERATED ALWAYS AS IDENTITY,
    at timestamptz NOT NULL DEFAULT now(),
    actor text,
    action text NOT NULL,
    entity text NOT NULL,
    entity_id text NOT NULL,
    company_id uuid,
    before jsonb,
    after jsonb,
    trace_id text,
    CONSTRAINT audit_log_pkey PRIMARY KEY (id)
);
SELECT incoming.settle('core', 'audit_log');
CREATE INDEX IF NOT EXISTS audit_log_company_idx ON core.audit_log (company_id, at);
CREATE INDEX IF NOT EXISTS audit_log_entity_idx ON core.audit_log (entity, entity_id);

CREATE TABLE incoming.idempotency_records (
    identity bytea NOT NULL,
    method text NOT NULL,
    fingerprint bytea NOT NULL,
    outcome smallint,
    answer bytea,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    CONSTRAINT idempotency_records_pkey PRIMARY KEY (identity),
    CONSTRAINT idempotency_records_identity_length CHECK (octet_length(identity) = 32),
    CONSTRAINT idempotency_records_outcome_known CHECK (outcome IN (0, 1))
);
SELECT incoming.settle('core', 'idempotency_records');
CREATE INDEX IF NOT EXISTS idempotency_records_expiry_idx ON core.idempotency_records (expires_at);

CREATE TABLE incoming.cache_invalidations (
    id bigint GENERATED ALWAYS AS IDENTITY,
    tag text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    applied_at timestamptz,
    CONSTRAINT cache_invalidations_pkey PRIMARY KEY (id)
);
SELECT incoming.settle('core', 'cache_invalidations');
CREATE INDEX IF NOT EXISTS cache_invalidations_pending_idx ON core.cache_invalidations (id) WHERE applied_at IS NULL;
CREATE INDEX IF NOT EXISTS cache_invalidations_created_idx ON core.cache_invalidations (created_at);

-- Writers that do not know row_version (the jobber, an operator) raise it all the same, so that no stale edit passes unseen.
CREATE OR REPLACE FUNCTION core.touch_row() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.row_version = OLD.row_version THEN
        NEW.row_version := OLD.row_version + 1;
        IF NEW.updated_at = OLD.updated_at THEN
            NEW.updated_at := now();
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER accounts_touch BEFORE UPDATE ON core.accounts FOR EACH ROW EXECUTE FUNCTION core.touch_row();
CREATE OR REPLACE TRIGGER companies_touch BEFORE UPDATE ON core.companies FOR EACH ROW EXECUTE FUNCTION core.touch_row();
CREATE OR REPLACE TRIGGER company_members_touch BEFORE UPDATE ON core.company_members FOR EACH ROW EXECUTE FUNCTION core.touch_row();

CREATE OR REPLACE FUNCTION core.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%.% is append-only', TG_TABLE_SCHEMA, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE OR REPLACE TRIGGER audit_log_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON core.audit_log
    FOR EACH STATEMENT EXECUTE FUNCTION core.refuse_change();
