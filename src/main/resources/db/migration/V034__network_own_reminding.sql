-- After how many working days who has to sign this declaration is reminded by itself. 0: never; null: as the hub says.
alter table declaration add column remind_days int check (remind_days between 0 and 60);
alter table declaration_event
  drop constraint declaration_event_event_check,
  add constraint declaration_event_event_check check (event in ('CREATED', 'NEW_VERSION', 'TEXT_CHANGED', 'DATES_CHANGED',
    'REMINDING_CHANGED', 'SIGNATORY_ADDED', 'MANDATE_FILE_ADDED', 'INVITED', 'REMINDED', 'REMINDED_BY_ITSELF', 'SIGNED',
    'SIGNATORY_WITHDRAWN', 'SIGNATORY_REPLACED', 'COMPLETED', 'SEALED', 'WITHDRAWN', 'REPLACED', 'ALTERED', 'AS_SIGNED'));
