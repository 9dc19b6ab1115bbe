-- A declaration that was withdrawn says which one came instead (rules 6).
alter table declaration
  add column replaced_by bigint references declaration (id),
  add constraint replaced_is_withdrawn check (replaced_by is null or (withdrawn_at is not null and replaced_by <> id));
create index on declaration (replaced_by);
alter table declaration_event
  drop constraint declaration_event_event_check,
  add constraint declaration_event_event_check check (event in ('CREATED', 'NEW_VERSION', 'TEXT_CHANGED', 'DATES_CHANGED',
    'SIGNATORY_ADDED', 'INVITED', 'REMINDED', 'REMINDED_BY_ITSELF', 'SIGNED', 'SIGNATORY_WITHDRAWN', 'SIGNATORY_REPLACED', 'COMPLETED', 'SEALED',
    'WITHDRAWN', 'REPLACED', 'ALTERED', 'AS_SIGNED'));

-- Who does not sign is reminded by itself: when the next time is, and how often it was since it was asked.
alter table signatory
  add column remind_at timestamptz,          -- null: not (any more)
  add column reminders smallint not null default 0 check (reminders between 0 and 3);
create index on signatory (remind_at) where remind_at is not null;
-- Who waits already is not surprised on the day of the upgrade.
update signatory s set remind_at = now() + interval '7 days' from declaration d
 where d.id = s.declaration_id and d.completed_at is null and d.withdrawn_at is null
   and s.invited_at is not null and s.withdrawn_at is null and s.email is not null;
