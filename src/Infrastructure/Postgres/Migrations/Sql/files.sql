CREATE TABLE IF NOT EXISTS core.files (
    id uuid NOT NULL,
    company_id uuid NOT NULL,
    source text NOT NULL,
    name text NOT NULL,
    media_type text NOT NULL,
    content bytea NOT NULL,
    sha256 bytea NOT NULL,
    size integer NOT NULL,
    created_at timestamptz NOT NULL,
    created_by text,
    deleted_at timestamptz,
    CONSTRAINT files_pkey PRIMARY KEY (id),
    CONSTRAINT files_company_fkey FOREIGN KEY (company_id) REFERENCES core.companies (id),
    CONSTRAINT files_name_length CHECK (char_length(name) BETWEEN 1 AND 200),
    CONSTRAINT files_size_range CHECK (size BETWEEN 1 AND 10485760),
    CONSTRAINT files_content_whole CHECK (size = octet_length(content) AND sha256 = sha256(content))
);
-- PDFs are compressed already.
ALTER TABLE core.files ALTER COLUMN content SET STORAGE EXTERNAL;
CREATE UNIQUE INDEX IF NOT EXISTS files_source_key ON core.files (source) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS files_company_idx ON core.files (company_id, created_at);

CREATE OR REPLACE FUNCTION core.refuse_file_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A file never changes; it can be deleted.' USING ERRCODE = 'check_violation', CONSTRAINT = 'files_immutable';
END $$;
CREATE OR REPLACE TRIGGER files_immutable BEFORE UPDATE OF id, company_id, source, name, media_type, content, sha256, size, created_at ON core.files
    FOR EACH ROW EXECUTE FUNCTION core.refuse_file_change();
