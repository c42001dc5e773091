-- What was heard of jobs, each report once. One of a job that nobody knows yet waits here with its text.
CREATE TABLE IF NOT EXISTS hr.job_callbacks (
    id bigint GENERATED ALWAYS AS IDENTITY,
    job_id text NOT NULL,
    digest bytea NOT NULL,
    outcome text NOT NULL,
    report jsonb,
    received_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT job_callbacks_pkey PRIMARY KEY (id),
    CONSTRAINT job_callbacks_digest_key UNIQUE (job_id, digest),
    CONSTRAINT job_callbacks_outcome_known CHECK (outcome IN ('waiting', 'applied', 'outdated', 'refused')),
    CONSTRAINT job_callbacks_only_waiting_have_text CHECK ((outcome = 'waiting') = (report IS NOT NULL))
);
CREATE INDEX IF NOT EXISTS job_callbacks_waiting_idx ON hr.job_callbacks (job_id) WHERE outcome = 'waiting';
CREATE INDEX IF NOT EXISTS job_callbacks_received_idx ON hr.job_callbacks (received_at);

-- What is still to be told of jobs, in the order of id for each job and kind. The text is kept as it was written, member for member.
CREATE TABLE IF NOT EXISTS hr.job_outbox (
    id bigint GENERATED ALWAYS AS IDENTITY,
    job_id text NOT NULL,
    kind text NOT NULL,
    payload json NOT NULL,
    attempts integer NOT NULL DEFAULT 0,
    next_at timestamptz NOT NULL DEFAULT now(),
    created_at timestamptz NOT NULL DEFAULT now(),
    done_at timestamptz,
    last_error text,
    CONSTRAINT job_outbox_pkey PRIMARY KEY (id),
    CONSTRAINT job_outbox_job_fkey FOREIGN KEY (job_id) REFERENCES hr.hr_jobs (job_id)
);
CREATE INDEX IF NOT EXISTS job_outbox_pending_idx ON hr.job_outbox (job_id, kind, id) WHERE done_at IS NULL;
CREATE INDEX IF NOT EXISTS job_outbox_done_idx ON hr.job_outbox (done_at) WHERE done_at IS NOT NULL;
