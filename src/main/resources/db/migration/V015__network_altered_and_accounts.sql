-- Every night it is looked whether what was signed is still what it was (rules 6).

alter table declaration
  add column altered_at timestamptz;         -- since when it is known not to be; null: all is well
create index on declaration (id) where altered_at is not null;
alter table declaration_event
  drop constraint declaration_event_event_check,
  add constraint declaration_event_event_check check (event in ('CREATED', 'NEW_VERSION', 'TEXT_CHANGED', 'DATES_CHANGED',
    'SIGNATORY_ADDED', 'INVITED', 'REMINDED', 'SIGNED', 'SIGNATORY_WITHDRAWN', 'SIGNATORY_REPLACED', 'COMPLETED', 'SEALED',
    'WITHDRAWN', 'ALTERED', 'AS_SIGNED'));

-- Once a year a partner gets an account of what it made possible.
alter table partner
  add column account_of int;                 -- the last year of which it got one
