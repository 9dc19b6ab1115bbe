-- Declarations: what partners sign together (rules 6). What was signed is evidence: it is only ever added to.

create table declaration (
  id              bigint generated always as identity primary key,
  kind            text not null check (kind in ('INTENT', 'PARTICIPATION', 'REALISATION', 'AMBASSADOR', 'MEMBERSHIP')),
  slug            text not null unique check (slug ~ '^[a-z0-9-]{1,80}$'),
  public_from     timestamptz,               -- not public before this moment; null: never
  -- what a membership or an ambassador gets when all have signed
  membership_kind text check (membership_kind in ('MEMBER', 'CONTRIBUTOR')),
  term_from       date,                      -- null: the day on which the last one signed
  term_until      date check (term_until >= term_from),
  fee_cents       bigint check (fee_cents between 0 and 100000000),   -- a year
  opened_at       timestamptz,               -- the links were sent; from then on a new text is a new version
  completed_at    timestamptz,               -- the last one who has to sign did
  withdrawn_at    timestamptz,
  created_at      timestamptz not null,
  constraint membership_says_how check ((kind = 'MEMBERSHIP') = (membership_kind is not null)),
  constraint complete_is_open check (completed_at is null or opened_at is not null)
);
create index declaration_public on declaration (public_from desc, id desc) where completed_at is not null and withdrawn_at is null;

create table declaration_version (
  id             bigint generated always as identity primary key,
  declaration_id bigint not null references declaration (id),
  number         int not null check (number >= 1),
  title          text not null check (length(title) between 1 and 150),
  text           text not null check (length(text) between 1 and 40000),   -- Markdown, with {partner}, {functie}, {datum}
  created_at     timestamptz not null,
  account_id     bigint,
  unique (declaration_id, number)
);

create table signatory (
  id               bigint generated always as identity primary key,
  declaration_id   bigint not null references declaration (id),
  organisation_id  bigint references organisation (id),   -- null: for oneself (an ambassador)
  organisation     text not null check (length(organisation) <= 200),   -- its name as it stands in the text
  position         text not null check (length(position) between 1 and 120),
  email            text check (email = lower(email) and length(email) <= 254),   -- null: signs in to sign
  language         text not null default 'nl' check (language in ('nl', 'en')),
  required         boolean not null default true,
  mandate_by       text check (length(mandate_by) between 1 and 200),
  mandate_for      text not null default '' check (length(mandate_for) <= 300),
  mandate_from     date,
  mandate_until    date check (mandate_until >= mandate_from),   -- the last day
  mandate_evidence text not null default '' check (length(mandate_evidence) <= 300),
  added_at         timestamptz not null,
  invited_at       timestamptz,
  reminded_at      timestamptz,
  withdrawn_at     timestamptz,
  replaced_by      bigint references signatory (id),
  check ((organisation_id is null) = (organisation = '')),
  check (replaced_by is null or withdrawn_at is not null)
);
create index on signatory (declaration_id);
create index on signatory (organisation_id);
create index on signatory (email);

-- Personal links; of the secret only the SHA-256. Every mail has one of its own.
create table signatory_link (
  secret_hash  bytea primary key,
  signatory_id bigint not null references signatory (id),
  made_at      timestamptz not null
);
create index on signatory_link (signatory_id);

create table signature (
  id            bigint generated always as identity primary key,
  signatory_id  bigint not null references signatory (id),
  version_id    bigint not null references declaration_version (id),
  text          text not null,               -- exactly what was shown
  text_sha256   bytea not null check (length(text_sha256) = 32),
  name          text not null check (length(name) between 2 and 100),   -- as typed
  position      text not null,
  signed_at     timestamptz not null,
  identified_by text not null check (identified_by in ('LINK', 'ACCOUNT')),
  address_hash  bytea,                       -- LINK: keyed hash of the address the link went to
  account_id    bigint,                      -- ACCOUNT
  record_sha256 bytea not null check (length(record_sha256) = 32),      -- of all of the above (SignatureRecord)
  unique (signatory_id, version_id),
  check ((identified_by = 'ACCOUNT') = (account_id is not null))
);
create index on signature (version_id);

-- The PDF with all signatures, sealed.
create table declaration_file (
  declaration_id bigint primary key references declaration (id),
  pdf            bytea not null,
  sha256         bytea not null unique check (length(sha256) = 32),
  record_sha256  bytea not null unique check (length(record_sha256) = 32),   -- of all signatures together; stands in the seal too
  certificate    text not null check (certificate ~ '^[0-9a-f]{64}$'),
  sealed_at      timestamptz not null
);
create index on declaration_file (certificate);

create table declaration_event (
  id             bigint generated always as identity primary key,
  declaration_id bigint not null references declaration (id),
  at             timestamptz not null,
  account_id     bigint,                     -- null: by a link, or the system itself
  event          text not null check (event in ('CREATED', 'NEW_VERSION', 'TEXT_CHANGED', 'DATES_CHANGED', 'SIGNATORY_ADDED', 'INVITED',
                   'REMINDED', 'SIGNED', 'SIGNATORY_WITHDRAWN', 'SIGNATORY_REPLACED', 'COMPLETED', 'SEALED', 'WITHDRAWN')),
  signatory_id   bigint references signatory (id),
  detail         text not null default '' check (length(detail) <= 300)
);
create index on declaration_event (declaration_id, id);

create trigger signature_append_only before update or delete or truncate on signature
  for each statement execute function refuse_change();
create trigger declaration_file_append_only before update or delete or truncate on declaration_file
  for each statement execute function refuse_change();
create trigger declaration_event_append_only before update or delete or truncate on declaration_event
  for each statement execute function refuse_change();

-- A version that somebody signed never changes (rules 6).
create function refuse_change_of_signed_version() returns trigger language plpgsql as $$
begin
  if exists (select from signature where version_id = old.id) then
    raise exception 'version % was signed and never changes', old.id using errcode = 'insufficient_privilege';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;
create trigger declaration_version_signed before update or delete on declaration_version
  for each row execute function refuse_change_of_signed_version();

-- Complete is only what everybody who has to sign did sign, in its last version; and complete stays complete (rules 6).
create function refuse_incomplete_declaration() returns trigger language plpgsql as $$
declare
  last_version bigint;
begin
  if old.completed_at is not null and new.completed_at is distinct from old.completed_at then
    raise exception 'declaration % is complete and stays so', old.id using errcode = 'insufficient_privilege';
  end if;
  if new.completed_at is not null and old.completed_at is null then
    select id into last_version from declaration_version where declaration_id = new.id order by number desc limit 1;
    if not exists (select from signature where version_id = last_version)
       or exists (select from signatory s where s.declaration_id = new.id and s.required and s.withdrawn_at is null
                  and not exists (select from signature g where g.signatory_id = s.id and g.version_id = last_version)) then
      raise exception 'declaration % is not fully signed', new.id using errcode = 'check_violation';
    end if;
  end if;
  return new;
end $$;
create trigger declaration_complete before update on declaration
  for each row execute function refuse_incomplete_declaration();
create function refuse_born_complete_declaration() returns trigger language plpgsql as $$
begin
  raise exception 'a declaration begins unsigned' using errcode = 'check_violation';
end $$;
create trigger declaration_begins before insert on declaration
  for each row when (new.completed_at is not null) execute function refuse_born_complete_declaration();

-- Memberships have a term, can be renewed, and say from which declaration they come.
alter table membership
  add column declaration_id bigint references declaration (id),
  add column fee_cents bigint check (fee_cents between 0 and 100000000),   -- a year
  add column renews bigint unique references membership (id);              -- the term before this one
create index on membership (until_day) where until_day is not null;
alter table ambassador
  add column signatory_id bigint unique references signatory (id);         -- who signed for it
