-- The tables of the deployed database with only the columns that are known of it, in looser types than ours, and with rows that
-- break the rules to come.
CREATE SCHEMA core;
CREATE SCHEMA hr;
CREATE TABLE core.accounts (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(), firebase_uid varchar(128) UNIQUE, display_name varchar(255), email varchar(255));
CREATE TABLE core.companies (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(), account_id uuid REFERENCES core.accounts (id), firebase_mandate_path varchar(500) UNIQUE,
    firebase_mandate_id varchar(128), firebase_parent_id varchar(128), name varchar(255) NOT NULL, country varchar(100), country_code varchar(2),
    region varchar(100), region_code varchar(10));
CREATE TABLE hr.clusters (code varchar(20) PRIMARY KEY, display_order integer NOT NULL, is_active boolean DEFAULT true);
CREATE TABLE hr.country_clusters (country_code varchar(2), cluster_code varchar(20) REFERENCES hr.clusters (code), PRIMARY KEY (country_code, cluster_code));
CREATE TABLE hr.employees (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(), company_id uuid REFERENCES core.companies (id), identifier varchar(80), first_name text, last_name text,
    birth_date date, cluster_code varchar(40), hire_date timestamp, is_active boolean DEFAULT true, created_at timestamp DEFAULT now(), updated_at timestamp);
CREATE TABLE hr.contracts (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(), employee_id uuid REFERENCES hr.employees (id) ON DELETE CASCADE, contract_type varchar(50), start_date date,
    end_date date, base_salary numeric, currency varchar(10) DEFAULT 'CHF', work_rate double precision, weekly_hours real, provisions json, is_active boolean);
CREATE TABLE hr.payroll_results (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(), employee_id uuid REFERENCES hr.employees (id), contract_id uuid, period_year integer, period_month integer,
    net_salary numeric NOT NULL);

INSERT INTO core.accounts VALUES ('aaaaaaaa-0000-0000-0000-000000000001', 'firebase-1', 'Fiduciaire Léman', 'a@example.ch');
INSERT INTO core.companies VALUES
    ('cccccccc-0000-0000-0000-000000000001', 'aaaaaaaa-0000-0000-0000-000000000001', 'clients/u1/bo_clients/1/mandates/1', '1', 'u1', 'Atelier Été SA', 'Suisse', 'CH', 'Genève', 'GE'),
    ('cccccccc-0000-0000-0000-000000000002', NULL, NULL, NULL, NULL, '', 'France', 'FR', NULL, NULL),
    ('cccccccc-0000-0000-0000-000000000003', NULL, 'comptes/9/mandats/9', NULL, NULL, repeat('x', 240), 'Schweiz', 'ch', NULL, NULL);
INSERT INTO hr.clusters VALUES ('CH-GE', 1, false), ('FR-1486', 2, true), ('geneve', 3, NULL);
INSERT INTO hr.country_clusters VALUES ('CH', 'CH-GE'), ('CH', 'geneve');
INSERT INTO hr.employees VALUES
    ('eeeeeeee-0000-0000-0000-000000000001', 'cccccccc-0000-0000-0000-000000000001', 'E-1', 'Zoé', 'Müller', '1990-02-28', 'CH-GE', '2020-01-01', true, '2020-01-01 08:30:00', NULL),
    ('eeeeeeee-0000-0000-0000-000000000002', 'cccccccc-0000-0000-0000-000000000001', 'E-1', 'Other', 'Müller', '1991-02-28', 'XX-NOWHERE', '2021-01-01', true, '2021-01-01 08:30:00', '2021-06-01 09:00:00'),
    ('eeeeeeee-0000-0000-0000-000000000003', 'cccccccc-0000-0000-0000-000000000001', repeat('9', 70), '', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
    ('eeeeeeee-0000-0000-0000-000000000004', NULL, NULL, 'Nobody', 'Orphan', '1980-01-01', 'CH-GE', '2019-01-01', false, '2019-01-01', NULL);
INSERT INTO hr.contracts VALUES
    ('dddddddd-0000-0000-0000-000000000001', 'eeeeeeee-0000-0000-0000-000000000001', 'CDI', '2020-01-01', NULL, 5000, 'CHF', 1, 42, '{"a": 1}', true),
    ('dddddddd-0000-0000-0000-000000000002', 'eeeeeeee-0000-0000-0000-000000000001', 'CDI', '2022-01-01', NULL, 6500.5, 'CHF', 0.8, 40.1, NULL, true),
    ('dddddddd-0000-0000-0000-000000000003', 'eeeeeeee-0000-0000-0000-000000000001', 'CDI', '2021-01-01', '2021-12-31', 6000, NULL, NULL, NULL, NULL, true),
    ('dddddddd-0000-0000-0000-000000000004', 'eeeeeeee-0000-0000-0000-000000000002', 'freelance', '2022-06-01', '2022-01-01', NULL, 'francs', 80, 99, NULL, true),
    ('dddddddd-0000-0000-0000-000000000005', 'eeeeeeee-0000-0000-0000-000000000002', NULL, NULL, NULL, -5.125, 'EUR', 0.33333333, 30, NULL, NULL),
    ('dddddddd-0000-0000-0000-000000000006', NULL, 'CDD', '2022-06-01', NULL, 4000, 'CHF', 1, 42, NULL, true);
INSERT INTO hr.payroll_results VALUES
    ('bbbbbbbb-0000-0000-0000-000000000001', 'eeeeeeee-0000-0000-0000-000000000001', 'dddddddd-0000-0000-0000-000000000002', 2022, 2, 5012.35),
    ('bbbbbbbb-0000-0000-0000-000000000002', 'eeeeeeee-0000-0000-0000-000000000001', 'dddddddd-0000-0000-0000-000000000002', 2022, 2, 5012.40),
    ('bbbbbbbb-0000-0000-0000-000000000003', 'eeeeeeee-0000-0000-0000-000000000002', 'dddddddd-0000-0000-0000-000000000099', 1999, 13, 1),
    ('bbbbbbbb-0000-0000-0000-000000000004', NULL, NULL, NULL, NULL, 1);
