-- Who you are and what you may (rules 9).

create table account (
  id            bigint generated always as identity primary key,
  email         text not null check (email = lower(email) and length(email) <= 254),
  name          text not null check (length(name) between 1 and 100),
  password_hash text,                        -- null: signs in by a link in the mail only
  language      text not null default 'nl' check (language in ('nl', 'en')),
  created_at    timestamptz not null,
  disabled_at   timestamptz,
  unique (email)
);
create index on account using gin (lower(name || ' ' || email) gin_trgm_ops);
create index on account (lower(name), id);

-- A role, for one organisation where the role belongs to one (teacher of a school, partner of a company).
create table account_role (
  account_id      bigint not null references account (id),
  role            text not null check (role in ('TEACHER', 'SCHOOL_COORDINATOR', 'PROFESSIONAL', 'AMBASSADOR', 'PARTNER',
                                                'PROGRAMME_MAKER', 'BOARD', 'MUNICIPALITY', 'ADMINISTRATOR')),
  organisation_id bigint,                    -- foreign key added by organisations
  granted_at      timestamptz not null,
  check ((organisation_id is not null) = (role in ('TEACHER', 'SCHOOL_COORDINATOR', 'PARTNER'))),
  unique nulls not distinct (account_id, role, organisation_id)
);
create index on account_role (organisation_id);

-- One-time links for signing in; only the SHA-256 of the secret is stored.
create table sign_in_link (
  secret_hash bytea primary key,
  account_id  bigint not null references account (id),
  created_at  timestamptz not null,
  expires_at  timestamptz not null,
  used_at     timestamptz,
  target      text                           -- the page to go to afterwards
);
create index on sign_in_link (account_id);
create index on sign_in_link (expires_at);

-- Who is signed in: survives a restart, works on every node. Only the SHA-256 of the secret in the cookie is stored. The
-- roles are not in it: they are read with it, so that a change of roles counts at once.
create table web_session (
  secret_hash bytea primary key,
  account_id  bigint not null references account (id),
  by_link     boolean not null,              -- signed in by a link in the mail: may choose a password without the old one
  created_at  timestamptz not null,
  seen_at     timestamptz not null,          -- to the minute
  expires_at  timestamptz not null
);
create index on web_session (account_id);
create index on web_session (expires_at);

-- Who did what to which record, when; never the data itself (rules 8). Can only be added to.
create table audit_log (
  id           bigint generated always as identity primary key,
  at           timestamptz not null,
  account_id   bigint,                       -- null: a visitor by link, or the system itself
  action       text not null,
  subject_type text not null,
  subject_id   bigint
);
create index on audit_log (subject_type, subject_id);
create index on audit_log (account_id, id);
create index on audit_log using brin (at);  -- small, and costs a command next to nothing

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% can only be added to', tg_table_name using errcode = 'insufficient_privilege';
end $$;
create trigger audit_log_append_only before update or delete or truncate on audit_log
  for each statement execute function refuse_change();
