-- An activity that is going to be cancelled, with the sessions of this change. It stays in the programme until then, so that undoing it has
-- nothing to put back.
alter table session_change add column activity_id bigint references activity (id);
alter table session_change add constraint activity_is_cancelled check (activity_id is null or kind = 'CANCEL');
create index on session_change (activity_id) where activity_id is not null;
