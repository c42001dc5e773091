-- The lists that forms offer. A code of no country belongs to every country; one that is not valid today, or not active, is not offered.
CREATE FUNCTION incoming.reference_list(list text, more text DEFAULT '') RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('
        CREATE TABLE incoming.%1$I (
            code text NOT NULL,
            country char(2),
            label_fr text NOT NULL,
            label_en text NOT NULL,
            label_de text NOT NULL,
            external_code text,
            sort smallint NOT NULL DEFAULT 0,
            active boolean NOT NULL DEFAULT true,
            valid daterange NOT NULL DEFAULT ''(,)'',
            source text,
            %2$s
            CONSTRAINT %3$I PRIMARY KEY (code)
        )', list, more, list || '_pkey');
    PERFORM incoming.settle('hr', list, derived => jsonb_build_object('label_fr', 't.code', 'label_en', 't.code', 'label_de', 't.code'));
END $$;

ALTER TABLE hr.ref_contract_types ADD COLUMN IF NOT EXISTS valid daterange NOT NULL DEFAULT '(,)';
ALTER TABLE hr.ref_remuneration_types ADD COLUMN IF NOT EXISTS valid daterange NOT NULL DEFAULT '(,)';
SELECT incoming.reference_list('ref_family_status');
SELECT incoming.reference_list('ref_tax_status');
SELECT incoming.reference_list('ref_permit_types', 'tax_at_source boolean,');
SELECT incoming.reference_list('ref_payroll_status', 'next text[] NOT NULL DEFAULT ''{}'',');
SELECT incoming.reference_list('ref_item_nature');
SELECT incoming.reference_list('ref_charge_bearer');
SELECT incoming.reference_list('payroll_items', $$
    cluster_code text,
    kind text NOT NULL DEFAULT 'earning',
    charge_bearer text,
    bases text[] NOT NULL DEFAULT '{}',
    charge_base text,
    vacation_base boolean NOT NULL DEFAULT false,
    thirteenth_base boolean NOT NULL DEFAULT false,
    certificate_position text,
    stat_category text,
    CONSTRAINT payroll_items_bases_known CHECK (bases <@ '{avs,ac,laa,ijm,lpp,tax,ss_capped,ss_uncapped,retirement,unemployment,csg,paid_leave}'),
$$);
DROP FUNCTION incoming.reference_list;
