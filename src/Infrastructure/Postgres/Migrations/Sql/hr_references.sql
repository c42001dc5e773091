CREATE SCHEMA IF NOT EXISTS hr;

CREATE TABLE incoming.clusters (
    code text NOT NULL,
    country char(2) NOT NULL,
    kind text NOT NULL DEFAULT 'canton',
    labels jsonb NOT NULL DEFAULT '{}',
    parent_code text,
    qst_model text,
    working_time_profile text,
    sort smallint NOT NULL DEFAULT 0,
    is_active boolean NOT NULL DEFAULT true,
    CONSTRAINT clusters_pkey PRIMARY KEY (code),
    CONSTRAINT clusters_code_form CHECK (code ~ '^(CH|FR)-[A-Z0-9]{2,12}$'),
    CONSTRAINT clusters_kind_known CHECK (kind IN ('canton', 'cct', 'idcc', 'department')),
    CONSTRAINT clusters_qst_model_known CHECK (qst_model IN ('monthly', 'annual'))
);
SELECT incoming.settle('hr', 'clusters',
    derived => jsonb_build_object('country', $$CASE WHEN t.code LIKE 'FR%' THEN 'FR' ELSE 'CH' END$$),
    placeholders => jsonb_build_object('is_active', 'false'));
SELECT incoming.adopt('hr.employees', 'cluster_code',
    $$INSERT INTO hr.clusters (code, country, kind, is_active) VALUES ('CH-UNKNOWN', 'CH', 'department', false)$$);
SELECT incoming.foreign_key('hr.clusters', 'clusters_parent_fkey', 'parent_code', 'hr.clusters (code)');

CREATE TABLE incoming.country_clusters (
    country_code text NOT NULL,
    cluster_code text NOT NULL,
    CONSTRAINT country_clusters_pkey PRIMARY KEY (country_code, cluster_code)
);
SELECT incoming.settle('hr', 'country_clusters');
SELECT incoming.foreign_key('hr.country_clusters', 'country_clusters_cluster_fkey', 'cluster_code', 'hr.clusters (code)');

CREATE TABLE incoming.ref_contract_types (
    code text NOT NULL,
    country char(2),
    label_fr text NOT NULL,
    label_en text NOT NULL,
    label_de text NOT NULL,
    external_code text,
    sort smallint NOT NULL DEFAULT 0,
    active boolean NOT NULL DEFAULT true,
    fixed_term boolean NOT NULL DEFAULT false,
    source text,
    CONSTRAINT ref_contract_types_pkey PRIMARY KEY (code)
);
SELECT incoming.settle('hr', 'ref_contract_types',
    derived => jsonb_build_object('label_fr', 't.code', 'label_en', 't.code', 'label_de', 't.code'));

CREATE TABLE incoming.ref_remuneration_types (
    code text NOT NULL,
    country char(2),
    label_fr text NOT NULL,
    label_en text NOT NULL,
    label_de text NOT NULL,
    external_code text,
    sort smallint NOT NULL DEFAULT 0,
    active boolean NOT NULL DEFAULT true,
    source text,
    CONSTRAINT ref_remuneration_types_pkey PRIMARY KEY (code)
);
SELECT incoming.settle('hr', 'ref_remuneration_types',
    derived => jsonb_build_object('label_fr', 't.code', 'label_en', 't.code', 'label_de', 't.code'));

SELECT incoming.foreign_key('core.companies', 'companies_default_cluster_fkey', 'default_cluster_code', 'hr.clusters (code)');
