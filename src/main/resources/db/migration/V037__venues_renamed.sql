-- One word for one thing: where something is held is a venue (it was 'place'); what a session has is capacity (it was 'places').
alter table place rename to venue;
alter sequence place_id_seq rename to venue_id_seq;
alter table activity rename column place_id to venue_id;
alter table resource rename column place_id to venue_id;
alter table session rename column place_id to venue_id;
alter view place_name rename to venue_name;
alter view venue_name rename column place_id to venue_id;
alter view evidence_class_visit rename column place_id to venue_id;
alter view evidence_class_visit rename column place_kind to venue_kind;
alter table session_places rename to session_capacity;

do $$
declare
  named record;
begin
  for named in
    select c.conname as old, regexp_replace(regexp_replace(c.conname, '(^|_)place_', '\1venue_'), '^session_places', 'session_capacity') as new,
           c.conrelid::regclass as table_name
      from pg_constraint c join pg_class t on t.oid = c.conrelid join pg_namespace n on n.oid = t.relnamespace
     where n.nspname = current_schema() and (c.conname ~ '(^|_)place_(id|kind|name|pkey|key|organisation)' or c.conname ~ '^session_places')
       and c.conparentid = 0
  loop
    execute format('alter table %s rename constraint %I to %I', named.table_name, named.old, named.new);
  end loop;
  for named in
    select i.relname as old, regexp_replace(regexp_replace(i.relname, '(^|_)place_', '\1venue_'), '^session_places', 'session_capacity') as new
      from pg_class i join pg_namespace n on n.oid = i.relnamespace
     where n.nspname = current_schema() and i.relkind = 'i'
       and (i.relname ~ '(^|_)place_(id|pkey|key|organisation)' or i.relname ~ '^session_places')
  loop
    execute format('alter index %I rename to %I', named.old, named.new);
  end loop;
end $$;

-- The programme maker is called programme manager, as the page always said in Dutch.
alter table account_role drop constraint account_role_role_check;
update account_role set role = 'PROGRAMME_MANAGER' where role = 'PROGRAMME_MAKER';
alter table account_role add constraint account_role_role_check
  check (role in ('TEACHER', 'SCHOOL_COORDINATOR', 'PROFESSIONAL', 'AMBASSADOR', 'PARTNER', 'PROGRAMME_MANAGER', 'BOARD', 'MUNICIPALITY',
                  'ADMINISTRATOR'));

-- A seat offered from the waiting list is not what a company offers.
update hub_setting set key = 'SEAT_OFFER_HOURS' where key = 'OFFER_HOURS';

-- Events that wait for their listeners find them under their new names.
update event_publication
   set event_type = replace(replace(event_type, 'nl.tec.participation.', 'nl.tec.bookings.'),
                            'nl.tec.network.NetworkChanged', 'nl.tec.partners.ConnectionsChanged'),
       listener_id = replace(replace(replace(replace(listener_id, 'nl.tec.participation.', 'nl.tec.bookings.'),
                             'nl.tec.network.NetworkChanged', 'nl.tec.partners.ConnectionsChanged'),
                             'nl.tec.network.internal.', 'nl.tec.partners.internal.'),
                             'nl.tec.results.internal.Upkeep', 'nl.tec.results.internal.ResultsUpdater')
 where completion_date is null;
