-- A term that was entered by mistake, or with a wrong date, is corrected or struck out; what it was stays here (rules 6).
create table membership_change (
  id              bigint generated always as identity primary key,
  membership_id   bigint not null,           -- of a term that was struck out there is no other trace
  organisation_id bigint not null references organisation (id),
  event           text not null check (event in ('CORRECTED', 'STRUCK')),
  kind            text not null,             -- as it was
  from_day        date not null,
  until_day       date,
  fee_cents       bigint,
  declaration_id  bigint,
  reason          text not null check (length(reason) between 1 and 300),
  at              timestamptz not null,
  account_id      bigint not null
);
create index on membership_change (organisation_id, id);
create index on membership_change (membership_id) where event = 'STRUCK';
create trigger membership_change_append_only before update or delete or truncate on membership_change
  for each statement execute function refuse_change();
create function refuse_membership_without_trace() returns trigger language plpgsql as $$
begin
  if not exists (select from membership_change where membership_id = old.id and event = 'STRUCK') then
    raise exception 'membership % is struck out, not removed', old.id using errcode = 'insufficient_privilege';
  end if;
  return old;
end $$;
create trigger membership_leaves_a_trace before delete on membership
  for each row execute function refuse_membership_without_trace();

-- The document by which somebody may sign for another. The last one counts; those before stay.
create table mandate_file (
  id           bigint generated always as identity primary key,
  signatory_id bigint not null references signatory (id),
  name         text not null check (length(name) between 1 and 150),
  type         text not null check (type in ('application/pdf', 'image/png', 'image/jpeg')),
  content      bytea not null check (length(content) between 1 and 5000000),
  sha256       bytea not null check (sha256 = sha256(content)),
  added_at     timestamptz not null,
  account_id   bigint not null
);
create index on mandate_file (signatory_id, id);
create trigger mandate_file_append_only before update or delete or truncate on mandate_file
  for each statement execute function refuse_change();
alter table declaration_event
  drop constraint declaration_event_event_check,
  add constraint declaration_event_event_check check (event in ('CREATED', 'NEW_VERSION', 'TEXT_CHANGED', 'DATES_CHANGED',
    'SIGNATORY_ADDED', 'MANDATE_FILE_ADDED', 'INVITED', 'REMINDED', 'REMINDED_BY_ITSELF', 'SIGNED', 'SIGNATORY_WITHDRAWN',
    'SIGNATORY_REPLACED', 'COMPLETED', 'SEALED', 'WITHDRAWN', 'REPLACED', 'ALTERED', 'AS_SIGNED'));
