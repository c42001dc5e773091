-- Runs at the head of each migration, and takes its schema away at the end (settled.sql).
--
-- A migration writes a table as it should be, in the schema "incoming", and settles it: where the table is missing, it moves to
-- its place as it is; where a deployed one stands, that one is brought to the same shape and keeps its rows. Rows that break a
-- rule from before the rule existed stay, named in their legacy_marks, which the rule then exempts; without such rows there is
-- no such column.
SET CONSTRAINTS ALL IMMEDIATE;
CREATE SCHEMA incoming;

CREATE FUNCTION incoming.mark(target regclass, mark text, condition text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    marked bigint;
BEGIN
    EXECUTE format('SELECT count(*) FROM %s AS t WHERE %s', target, condition) INTO marked;
    IF marked > 0 THEN
        EXECUTE format('ALTER TABLE %s ADD COLUMN IF NOT EXISTS legacy_marks text[] NOT NULL DEFAULT ''{}''', target);
        EXECUTE format('UPDATE %s AS t SET legacy_marks = t.legacy_marks || %L::text WHERE %s', target, mark, condition);
        RAISE NOTICE '%: % rows marked %', target, marked, mark;
    END IF;
    RETURN marked;
END $$;

-- Changes a column's type where no value changes by it; a looser type of the same kind may stay, any other stops the migration.
CREATE FUNCTION incoming.retype(target regclass, column_name text, wanted text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    present text;
    conversion text;
    lossless boolean;
    reason text := 'values would change';
    same_kind boolean;
BEGIN
    SELECT format_type(atttypid, atttypmod) INTO present FROM pg_attribute WHERE attrelid = target AND attname = column_name;
    IF present = wanted THEN
        RETURN;
    END IF;

    IF present IN ('double precision', 'real') AND wanted LIKE 'numeric%' THEN
        EXECUTE format('ALTER TABLE %s ALTER COLUMN %I DROP DEFAULT, ALTER COLUMN %I TYPE numeric', target, column_name, column_name);
        present := 'numeric';
    END IF;

    conversion := CASE
        WHEN present LIKE 'timestamp%without time zone' AND wanted = 'timestamp with time zone' THEN format('%I AT TIME ZONE ''UTC''', column_name)
        ELSE format('%I::%s', column_name, wanted)
    END;
    BEGIN
        IF wanted IN ('jsonb', 'timestamp with time zone') THEN
            lossless := true;
        ELSE
            EXECUTE format('SELECT NOT EXISTS (SELECT FROM %s WHERE (%s)::%s IS DISTINCT FROM %I)', target, conversion, present, column_name)
            INTO lossless;
        END IF;
        IF lossless THEN
            EXECUTE format('ALTER TABLE %s ALTER COLUMN %I DROP DEFAULT, ALTER COLUMN %I TYPE %s USING %s',
                target, column_name, column_name, wanted, conversion);
            RETURN;
        END IF;
    EXCEPTION WHEN OTHERS THEN
        reason := SQLERRM;
    END;

    SELECT now_type.typcategory = new_type.typcategory AND new_type.typcategory IN ('S', 'N') INTO same_kind
    FROM pg_attribute a
    JOIN pg_type now_type ON now_type.oid = a.atttypid
    JOIN pg_type new_type ON new_type.oid = split_part(wanted, '(', 1)::regtype
    WHERE a.attrelid = target AND a.attname = column_name;
    IF same_kind THEN
        RAISE NOTICE '%.% stays %: %', target, column_name, present, reason;
    ELSE
        RAISE EXCEPTION '%.% is %, and must become %: %', target, column_name, present, wanted, reason;
    END IF;
END $$;

-- "derived" says what a missing value must have been; "placeholders" stand for one that nobody knows, and mark the row.
CREATE FUNCTION incoming.settle(target_schema text, table_name text, derived jsonb DEFAULT '{}', placeholders jsonb DEFAULT '{}')
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    wanted regclass := format('incoming.%I', table_name)::regclass;
    target regclass := to_regclass(format('%I.%I', target_schema, table_name));
BEGIN
    IF target IS NULL THEN
        EXECUTE format('ALTER TABLE %s SET SCHEMA %I', wanted, target_schema);
        RETURN;
    END IF;

    PERFORM incoming.settle_columns(target, wanted);
    PERFORM incoming.settle_missing_values(target, wanted, derived, placeholders);
    PERFORM incoming.settle_key(target, wanted);
    PERFORM incoming.settle_checks(target, wanted);
END $$;

CREATE VIEW incoming.columns AS
SELECT a.attrelid AS relation, a.attnum AS position, a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type,
    pg_get_expr(d.adbin, d.adrelid) AS preset, a.attnotnull AS required, a.attidentity <> '' OR a.attgenerated <> '' AS generated
FROM pg_attribute a
LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE a.attnum > 0 AND NOT a.attisdropped;

CREATE FUNCTION incoming.settle_columns(target regclass, wanted regclass) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    item record;
BEGIN
    FOR item IN SELECT * FROM incoming.columns WHERE relation = wanted ORDER BY position LOOP
        IF NOT EXISTS (SELECT FROM incoming.columns WHERE relation = target AND name = item.name) THEN
            EXECUTE format('ALTER TABLE %s ADD COLUMN %I %s%s', target, item.name, item.type, ' DEFAULT ' || item.preset);
            CONTINUE;
        END IF;
        PERFORM incoming.retype(target, item.name, item.type);
        IF item.preset IS NOT NULL
            AND EXISTS (SELECT FROM incoming.columns WHERE relation = target AND name = item.name AND preset IS NULL AND NOT generated)
        THEN
            EXECUTE format('ALTER TABLE %s ALTER COLUMN %I SET DEFAULT %s', target, item.name, item.preset);
        END IF;
    END LOOP;

    -- A column that only the deployed writers know must not stop ours.
    FOR item IN
        SELECT * FROM incoming.columns c
        WHERE relation = target AND required AND preset IS NULL AND NOT generated
            AND NOT EXISTS (SELECT FROM incoming.columns w WHERE w.relation = wanted AND w.name = c.name)
            AND NOT EXISTS (SELECT FROM pg_index WHERE indrelid = target AND indisprimary AND c.position = ANY (indkey))
    LOOP
        EXECUTE format('ALTER TABLE %s ALTER COLUMN %I DROP NOT NULL', target, item.name);
    END LOOP;
END $$;

CREATE FUNCTION incoming.settle_missing_values(target regclass, wanted regclass, derived jsonb, placeholders jsonb)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    item record;
    is_null text;
BEGIN
    -- Defaults first: derived values may read them.
    FOR item IN
        SELECT w.* FROM incoming.columns w
        JOIN incoming.columns t ON t.relation = target AND t.name = w.name AND NOT t.required
        WHERE w.relation = wanted AND w.required
        ORDER BY derived ? w.name OR placeholders ? w.name, w.position
    LOOP
        is_null := format('t.%I IS NULL', item.name);
        IF derived ? item.name THEN
            EXECUTE format('UPDATE %s AS t SET %I = %s WHERE %s', target, item.name, derived ->> item.name, is_null);
        END IF;
        IF placeholders ? item.name THEN
            IF incoming.mark(target, item.name || '_was_null', is_null) > 0 THEN
                EXECUTE format('UPDATE %s AS t SET %I = %s WHERE %s', target, item.name, placeholders ->> item.name, is_null);
            END IF;
        ELSIF item.preset IS NOT NULL THEN
            EXECUTE format('UPDATE %s AS t SET %I = %s WHERE %s', target, item.name, item.preset, is_null);
        END IF;
        EXECUTE format('ALTER TABLE %s ALTER COLUMN %I SET NOT NULL', target, item.name);
    END LOOP;
END $$;

CREATE FUNCTION incoming.settle_key(target regclass, wanted regclass) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    key_name name;
    key_columns name[];
    has_key boolean;
BEGIN
    SELECT c.conname, array_agg(a.attname ORDER BY a.attname) INTO key_name, key_columns
    FROM pg_constraint c
    JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey)
    WHERE c.conrelid = wanted AND c.contype = 'p'
    GROUP BY c.conname;

    IF EXISTS (
        SELECT FROM pg_index i
        WHERE i.indrelid = target AND i.indisunique AND i.indpred IS NULL AND i.indexprs IS NULL AND key_columns =
            (SELECT array_agg(a.attname ORDER BY a.attname) FROM pg_attribute a WHERE a.attrelid = target AND a.attnum = ANY (i.indkey))
    ) THEN
        RETURN;
    END IF;

    has_key := EXISTS (SELECT FROM pg_index WHERE indrelid = target AND indisprimary);
    EXECUTE format('ALTER TABLE %s ADD CONSTRAINT %I %s (%s)', target, CASE WHEN has_key THEN key_name || '_unique' ELSE key_name END,
        CASE WHEN has_key THEN 'UNIQUE' ELSE 'PRIMARY KEY' END, (SELECT string_agg(quote_ident(k), ', ') FROM unnest(key_columns) AS k));
END $$;

CREATE FUNCTION incoming.settle_checks(target regclass, wanted regclass) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    item record;
    exempt text;
BEGIN
    FOR item IN
        SELECT conname, pg_get_expr(conbin, conrelid) AS rule FROM pg_constraint w
        WHERE conrelid = wanted AND contype = 'c'
            AND NOT EXISTS (SELECT FROM pg_constraint t WHERE t.conrelid = target AND t.conname = w.conname)
    LOOP
        exempt := CASE
            WHEN incoming.mark(target, item.conname, format('NOT (%s)', item.rule)) > 0 THEN format(' OR %L = ANY (legacy_marks)', item.conname)
            ELSE ''
        END;
        EXECUTE format('ALTER TABLE %s ADD CONSTRAINT %I CHECK (%s%s)', target, item.conname, item.rule, exempt);
    END LOOP;
END $$;

CREATE FUNCTION incoming.names(target regclass, positions smallint[]) RETURNS text LANGUAGE sql AS $$
    SELECT string_agg(attname, ', ' ORDER BY attname::text COLLATE "C") FROM pg_attribute WHERE attrelid = target AND attnum = ANY (positions)
$$;

CREATE FUNCTION incoming.sorted(columns text) RETURNS text LANGUAGE sql AS $$
    SELECT string_agg(name, ', ' ORDER BY name COLLATE "C") FROM regexp_split_to_table(columns, ', *') AS name
$$;

-- Of rows that are equal already, the oldest holds the name, so that no new row can take it; the others are exempt.
CREATE FUNCTION incoming.unique_index(target regclass, index_name text, columns text, condition text DEFAULT 'true')
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    item record;
    later text := format(
        't.id IN (SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY %s ORDER BY created_at, id) AS place FROM %s WHERE %s) r WHERE place > 1)',
        columns, target, condition);
BEGIN
    IF EXISTS (SELECT FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE i.indrelid = target AND c.relname = index_name) THEN
        RETURN;
    END IF;

    -- A deployed rule over the same columns takes our name; where ours concerns fewer rows, it takes the other's place.
    FOR item IN
        SELECT c.conname FROM pg_constraint c
        WHERE c.conrelid = target AND c.contype = 'u' AND incoming.names(target, c.conkey) = incoming.sorted(columns)
    LOOP
        IF condition = 'true' THEN
            EXECUTE format('ALTER TABLE %s RENAME CONSTRAINT %I TO %I', target, item.conname, index_name);
            RETURN;
        END IF;
        EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', target, item.conname);
    END LOOP;

    IF incoming.mark(target, index_name, later) > 0 THEN
        condition := format('%s AND NOT %L = ANY (legacy_marks)', condition, index_name);
    END IF;
    EXECUTE format('CREATE UNIQUE INDEX %I ON %s (%s)%s', index_name, target, columns, ' WHERE ' || nullif(condition, 'true'));
END $$;

-- Holds for every new row; deployed rows that point nowhere keep it from being called valid. A deployed key over the same columns
-- takes our name, one over fewer is put behind ours: the first that is broken names the error.
CREATE FUNCTION incoming.foreign_key(target regclass, key_name text, columns text, referenced text, on_delete text DEFAULT 'NO ACTION')
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    item record;
    behind text := '';
BEGIN
    IF EXISTS (SELECT FROM pg_constraint WHERE conrelid = target AND conname = key_name) THEN
        RETURN;
    END IF;

    FOR item IN
        SELECT conname, pg_get_constraintdef(oid) AS definition, incoming.names(target, conkey) AS names FROM pg_constraint
        WHERE conrelid = target AND contype = 'f' AND confrelid = split_part(referenced, ' ', 1)::regclass
            AND string_to_array(incoming.names(target, conkey), ', ') <@ string_to_array(columns, ', ')
    LOOP
        IF item.names = incoming.sorted(columns) THEN
            EXECUTE format('ALTER TABLE %s RENAME CONSTRAINT %I TO %I', target, item.conname, key_name);
            RETURN;
        END IF;
        EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', target, item.conname);
        behind := behind || format('ALTER TABLE %s ADD CONSTRAINT %I %s;', target, item.conname, item.definition);
    END LOOP;

    EXECUTE format('ALTER TABLE %s ADD CONSTRAINT %I FOREIGN KEY (%s) REFERENCES %s ON DELETE %s NOT VALID',
        target, key_name, columns, referenced, on_delete);
    EXECUTE behind;
    BEGIN
        EXECUTE format('ALTER TABLE %s VALIDATE CONSTRAINT %I', target, key_name);
    EXCEPTION WHEN foreign_key_violation THEN
        RAISE NOTICE '% stays not valid: %', key_name, SQLERRM;
    END;
END $$;

-- Deployed rows that belong to nobody get one inert parent, made only for them: the deployed foreign keys accept no lesser one.
CREATE FUNCTION incoming.adopt(child text, column_name text, make_parent text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    orphaned boolean := false;
BEGIN
    IF EXISTS (SELECT FROM incoming.columns WHERE relation = to_regclass(child) AND name = column_name) THEN
        EXECUTE format('SELECT EXISTS (SELECT FROM %s WHERE %I IS NULL)', child, column_name) INTO orphaned;
    END IF;
    IF orphaned THEN
        EXECUTE make_parent || ' ON CONFLICT DO NOTHING';
    END IF;
END $$;
