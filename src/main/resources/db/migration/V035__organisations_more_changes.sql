-- Whether an import brings more that is new or different than is kept to be shown.

alter table import_run add column more_changes boolean not null default false;

-- of each kind at most 40 were kept
update import_run r
   set more_changes = true
 where exists (select from jsonb_array_elements(r.changes) change group by change ->> 'key' having count(*) >= 40);
